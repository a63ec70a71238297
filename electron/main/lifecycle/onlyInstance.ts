import { app } from 'electron'

/**
 * Whether this process is the only one with a window on its data directory. If not, it must exit: the other one is told.
 *
 * @param onAnother the program was started once more, or a deep link was followed. Its arguments are dropped: a web page
 * may have written them (attacks.md T17)
 */
export function isOnlyInstance(onAnother: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  // After `--` no word of a link is a switch of Electron or Chromium (GHSA-w222-53c6-c86p).
  if (app.isPackaged) app.setAsDefaultProtocolClient('till-agent', process.execPath, ['--'])
  app.on('second-instance', () => onAnother())
  app.on('activate', () => onAnother())
  app.on('open-url', (event) => {
    event.preventDefault()
    onAnother()
  })
  return true
}
