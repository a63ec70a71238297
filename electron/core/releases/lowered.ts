import { compareVersions } from './version.ts'

interface Versions {
  floor: string
  version: string
}

/** Which of the two a release would lower below what was signed before: tills follow neither down. */
export function loweredBy(release: Versions, before: Versions): keyof Versions | undefined {
  return (['floor', 'version'] as const).find((name) => compareVersions(release[name], before[name]) < 0)
}
