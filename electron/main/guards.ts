import { app, type Session, shell, type WebContents } from 'electron'
import type { Log } from '../core/log.ts'
import { isOwn, startPage } from './ownPage.ts'

/** What our page itself is made of. `devtools:` is there for developers alone. */
const fetched = ['app:', 'blob:', 'data:', 'devtools:']

/**
 * What no page of ours needs, and so none gets: a page turned against us could reach out by it (attacks.md T33).
 *
 * @param mayOpen whether the agent itself has just sent a person to that address
 */
export function guardPages(log: Log, mayOpen: (url: string) => boolean): void {
  app.on('web-contents-created', (_, contents) => guard(contents, log, mayOpen))
}

function guard(contents: WebContents, log: Log, mayOpen: (url: string) => boolean): void {
  const refuse = (kind: string) => log.warn('page-refused', { kind })
  // Our page goes by what follows the `#`, which is no navigation. The one it may go to is itself, from the crashed page.
  contents.on('will-navigate', (event) => {
    if (event.url === startPage) return
    event.preventDefault()
    refuse('navigation')
  })
  // It has no frames.
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return
    event.preventDefault()
    refuse('frame')
  })
  // What we serve never redirects.
  contents.on('will-redirect', (event) => {
    event.preventDefault()
    refuse('redirect')
  })
  // There is no tag for one; a page that finds a way all the same gets none.
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    refuse('webview')
  })
  // A window of ours would show somebody else's page. What people have to see elsewhere opens in their own browser.
  contents.setWindowOpenHandler(({ url }) => {
    if (mayOpen(url) && isWeb(url)) void shell.openExternal(url)
    else refuse('window')
    return { action: 'deny' }
  })
}

/** A program's key is copied from our page, at a click. It may not read what else was copied. */
const copying = 'clipboard-sanitized-write'

/** No camera, place, notification, device: a till's window needs none, and Electron grants what nobody denies. */
export function guardSession(session: Session, log: Log): void {
  session.setPermissionRequestHandler((_, permission, answer, { requestingUrl }) => {
    const isGranted = permission === copying && isOwn(requestingUrl)
    if (!isGranted) log.warn('page-refused', { kind: permission })
    answer(isGranted)
  })
  session.setPermissionCheckHandler((_, permission, origin) => permission === copying && isOwn(origin))
  session.setDevicePermissionHandler(() => false)
  // The page speaks to the agent alone; a policy that lost a word must not open the network to it.
  session.webRequest.onBeforeRequest(({ url }, answer) => {
    answer({ cancel: !fetched.includes(URL.parse(url)?.protocol ?? '') })
  })
  // A file that the page made, such as the support bundle; nothing from elsewhere.
  session.on('will-download', (event, item) => {
    if (!isOwn(item.getURL().replace(/^blob:/, ''))) event.preventDefault()
  })
}

/** No program of this machine is ever started by a link. */
function isWeb(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
}
