import type { ReleaseFile } from '../../core/updates/release.ts'

/** As electron-builder names them. */
const names: Record<string, readonly string[]> = { x64: ['x64', 'x86_64', 'amd64'], arm64: ['arm64', 'aarch64'] }

/** The file of this kind for this processor; one that names no processor is for all. */
export function pickPackage(
  files: readonly ReleaseFile[],
  extension: string,
  processor: string,
): ReleaseFile | undefined {
  const fitting = files.filter(({ name }) => name.endsWith(extension))
  const isFor = ({ name }: ReleaseFile, one: string) => (names[one] ?? [one]).some((word) => name.includes(`-${word}.`))
  return (
    fitting.find((file) => isFor(file, processor)) ??
    fitting.find((file) => !Object.keys(names).some((one) => isFor(file, one)))
  )
}
