import { pathToFileURL } from 'node:url'
import { shell } from 'electron'
import { writeBrowserFile } from '#adapters/system/browserFile.ts'

/**
 * Opens a web address in the person's browser. On Linux Electron starts a program for that, whose arguments every user sees,
 * so the program is given a file of this user alone.
 */
export function openInPersonsBrowser(url: string): void {
  if (process.platform !== 'linux') {
    void shell.openExternal(url)
    return
  }
  const file = writeBrowserFile(new URL(url))
  void shell.openExternal(pathToFileURL(file.path).href)
  void file.removeLater()
}
