import { app } from 'electron'

/**
 * Whether this is the only window on its data directory; if not, the one that is there shows itself instead.
 *
 * @param onAnother somebody started the program once more, or followed a deep link. Whatever they said with it is dropped
 * (attacks.md T17)
 */
export function isOnlyInstance(onAnother: () => void): boolean {
  if (!app.requestSingleInstanceLock()) return false
  if (app.isPackaged) app.setAsDefaultProtocolClient('till-agent')
  app.on('second-instance', () => onAnother())
  app.on('activate', () => onAnother())
  app.on('open-url', (event) => {
    event.preventDefault()
    onAnother()
  })
  return true
}
