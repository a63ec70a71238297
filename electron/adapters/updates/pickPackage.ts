import type { ReleaseFile } from '#core/releases/release.ts'

/** Names of processors in electron-builder's file names, by Node's name. */
const processorNames: Record<string, readonly string[]> = {
  x64: ['x64', 'x86_64', 'amd64'],
  arm64: ['arm64', 'aarch64'],
}

/** The file of this kind for this processor; else the one that names no processor, which is for all. */
export function pickPackage(
  files: readonly ReleaseFile[],
  extension: string,
  processor: string,
): ReleaseFile | undefined {
  const candidates = files.filter(({ name }) => name.endsWith(extension))
  return (
    candidates.find((file) => isFor(file, processor)) ??
    candidates.find((file) => !Object.keys(processorNames).some((named) => isFor(file, named)))
  )
}

function isFor({ name }: ReleaseFile, processor: string): boolean {
  return (processorNames[processor] ?? [processor]).some((word) => name.includes(`-${word}.`))
}
