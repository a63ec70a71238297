import { join } from 'node:path'
import type { DownloadItem, Session } from 'electron'
import { isOwn } from './ownPage.ts'

/**
 * The page may save files that it made itself, such as the support bundle, and nothing else.
 *
 * @param folder where they go without a question. In a kiosk the system's dialog would be a way out: on Windows it is a file
 * manager. The person is asked where it is absent
 */
export function guardDownloads(session: Pick<Session, 'on'>, folder?: string): void {
  session.on('will-download', (event, item: DownloadItem) => {
    if (!isOwn(item.getURL().replace(/^blob:/, ''))) event.preventDefault()
    else if (folder !== undefined) item.setSavePath(join(folder, item.getFilename()))
  })
}
