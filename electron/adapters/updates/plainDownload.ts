import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Installer } from '#core/updates/installer.ts'
import { digestFile } from './checkedCopy.ts'
import type { Fetch } from './readFeed.ts'
import { downloadResuming } from './resumingDownload.ts'

export interface PlainDownloadOptions {
  feed(): string
  fetch: Fetch
  /** Of this user alone. */
  directory: string
  /** Of the package there; another release takes its place. */
  name: string
}

/** Downloads without electron-updater, which needs Electron and a user who is logged in. */
export function createPlainDownload({
  feed,
  fetch,
  directory,
  name,
}: PlainDownloadOptions): Pick<Installer, 'download'> {
  const path = join(directory, name)
  const partial = join(directory, 'partial', name)
  return {
    async download(_, file, onBytes) {
      await mkdir(directory, { recursive: true, mode: 0o700 })
      const found = await digestFile(path).catch(() => undefined)
      if (found?.size === file.size && found.sha512 === file.sha512) return path
      const url = new URL(file.name, `${feed()}/`)
      await downloadResuming(url, path, { fetch, directory: partial, file, onBytes })
      return path
    },
  }
}
