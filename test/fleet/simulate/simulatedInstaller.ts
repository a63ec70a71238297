import { createHash } from 'node:crypto'
import { UpdateError } from '#core/releases/updateError.ts'
import type { Installer } from '#core/updates/installer.ts'
import type { VirtualTime } from './virtualTime.ts'

interface Options {
  time: VirtualTime
  /** The folder of the releases. */
  feed: string
  /** The running version. */
  version: string
  /** Called as the process is about to exit. @param version what the machine runs from now on */
  onCommit(version: string): void
}

/** Downloads packages from the real host. It keeps none and starts no process: the machine runs what was committed. */
export function createSimulatedInstaller({ time, feed, version: running, onCommit }: Options): Installer {
  return {
    pick: ({ files: [file] }) => file,
    download: async (_, file) => {
      const bytes = await time.outside.wait(() => bytesAt(`${feed}/${file.name}`))
      const sha512 = createHash('sha512').update(bytes).digest('base64')
      if (bytes.length !== file.size || sha512 !== file.sha512) throw new UpdateError('PACKAGE_MISMATCH')
      return file.name
    },
    keepRunning: async () => ({ version: running, path: packageName(running), file: { size: 1, sha512: '' } }),
    stage: async (path) => ({
      commit: () => {
        onCommit(versionOf(path))
        return 'exit'
      },
      discard: () => {},
    }),
  }
}

export function packageName(version: string): string {
  return `till-agent-${version}.bin`
}

function versionOf(name: string): string {
  return name.slice('till-agent-'.length, -'.bin'.length)
}

async function bytesAt(url: string): Promise<Buffer> {
  try {
    const response = await fetch(url)
    if (response.status !== 200) throw new UpdateError('DOWNLOAD_FAILED', `status ${response.status}`)
    return Buffer.from(await response.arrayBuffer())
  } catch (thrown) {
    if (thrown instanceof UpdateError) throw thrown
    throw new UpdateError('DOWNLOAD_FAILED', String(thrown))
  }
}
