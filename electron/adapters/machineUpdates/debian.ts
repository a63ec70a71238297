import { outputOf } from '#adapters/system/systemCommand.ts'

/** How packages get into this system. */
export interface Packages {
  /** @throws with what the system said */
  install(path: string): Promise<void>
}

/** Unpacking a hundred megabytes on an old disk, and the scripts of the package. */
const timeoutMs = 10 * 60_000

/** By dpkg, which takes an older version as well. @param root the folder that stands for `/` */
export function createDebianPackages(root?: string): Packages {
  const place = root === undefined ? [] : [`--root=${root}`]
  const env = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' }
  return {
    async install(path) {
      const args = [...place, '--force-confold', '--force-confdef', '--install', path]
      await outputOf('/usr/bin/dpkg', args, { timeout: timeoutMs, env })
    },
  }
}

/** Whether a file came with a package of the system. */
export async function isOfPackage(file: string): Promise<boolean> {
  return outputOf('/usr/bin/dpkg-query', ['--search', file]).then(
    () => true,
    () => false,
  )
}
