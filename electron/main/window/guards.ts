import { app, type Session, type WebContents } from 'electron'
import { isLoopbackHost } from '#contract/text/loopbackHosts.ts'
import type { Log } from '#core/base/log.ts'
import { isOwn, startPage } from './ownPage.ts'
import { openInPersonsBrowser } from './personsBrowser.ts'

/** The URL schemes that our page loads. `devtools:` works for developers only. */
const pageSchemes = ['app:', 'blob:', 'data:', 'devtools:']

/**
 * Denies every page navigation, frames, redirects, webviews and new windows, which our page does not need: a hijacked
 * page could leak data through them (attacks.md T33).
 *
 * @param mayOpen whether the agent itself has just sent a person of the staff to that URL
 */
export function guardPages(log: Log, mayOpen: (url: string) => boolean): void {
  app.on('web-contents-created', (_, contents) => guard(contents, log, mayOpen))
}

function guard(contents: WebContents, log: Log, mayOpen: (url: string) => boolean): void {
  // Neither the page's CSP nor `webRequest` sees WebRTC: by UDP it reaches nothing, by TCP only the proxy that is none.
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
  const refuse = (kind: string) => log.warn('page-refused', { kind })
  // Our page changes only the part after `#`, which is no navigation. The crashed page may go back to our page.
  contents.on('will-navigate', (event) => {
    if (event.url === startPage && isOwn(contents.getURL())) return
    event.preventDefault()
    refuse('navigation')
  })
  // Our page has no frames.
  contents.on('will-frame-navigate', (event) => {
    if (event.isMainFrame) return
    event.preventDefault()
    refuse('frame')
  })
  // We never serve a redirect.
  contents.on('will-redirect', (event) => {
    event.preventDefault()
    refuse('redirect')
  })
  // `webviewTag` is off; this denies a webview that is created in another way.
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    refuse('webview')
  })
  // A window of ours never shows another site's page. Sign-in and sign-out pages open in the person's browser.
  contents.setWindowOpenHandler(({ url }) => {
    if (isOwn(contents.getURL()) && mayOpen(url) && isWeb(url)) openInPersonsBrowser(url)
    else refuse('window')
    return { action: 'deny' }
  })
}

/**
 * Nothing listens on the first port, and no address goes past it: WebRTC over TCP and connections that a page has Chromium
 * open in advance end there. Updates have a session of their own.
 */
const noNetwork = { mode: 'fixed_servers', proxyRules: 'http://127.0.0.1:1', proxyBypassRules: '<-loopback>' } as const

/** A click on our page copies a client's key. The page may write to the clipboard and not read it. */
const clipboardWrite = 'clipboard-sanitized-write'

/** Denies permissions such as camera, location and devices: Electron grants what no handler denies. */
export async function guardSession(session: Session, log: Log): Promise<void> {
  await session.setProxy(noNetwork)
  session.setPermissionRequestHandler((_, permission, respond, { requestingUrl }) => {
    const isGranted = permission === clipboardWrite && isOwn(requestingUrl)
    if (!isGranted) log.warn('page-refused', { kind: permission })
    respond(isGranted)
  })
  session.setPermissionCheckHandler((_, permission, origin) => permission === clipboardWrite && isOwn(origin))
  session.setDevicePermissionHandler(() => false)
  // A second barrier beside the page's CSP: the page has no access to the network.
  session.webRequest.onBeforeRequest(({ url }, respond) => {
    respond({ cancel: !pageSchemes.includes(URL.parse(url)?.protocol ?? '') })
  })
}

/** Other schemes could start a program of this machine. */
function isWeb(url: string): boolean {
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && isLoopbackHost(hostname))
}
