import type { Archive } from '#core/diagnostics/bundleSources.ts'

/** Makes equal bytes from equal files: every entry has the same time, 1980, where zip's time begins. */
export const createZip: Archive = async (files) => {
  const { strToU8, zipSync } = await import('fflate')
  const entries = Object.fromEntries(files.map(({ name, text }) => [name, strToU8(text)]))
  return zipSync(entries, { mtime: new Date(1980, 0, 1) })
}
