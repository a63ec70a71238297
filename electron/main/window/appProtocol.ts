import { type Protocol, protocol } from 'electron'
import { fileAt, type PageFiles, pageAt } from '#api/page/files.ts'
import { baseHeaders } from '#api/page/headers.ts'
import type { Random } from '#core/base/random.ts'
import { crashedHtml } from './crashedHtml.ts'
import { crashedPage, displayPath, isOfDisplay, isOwn, scheme } from './ownPage.ts'

/** Must be called before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }])
}

/** Serves the built page from memory, with the same headers as in a browser. No path ever reaches the disk. */
export function serveWindow(files: PageFiles, random: Random): void {
  protocol.handle(scheme, ({ method, url }) => {
    if (!isOwn(url)) return refusal(404)
    if (method !== 'GET') return refusal(405)
    if (url === crashedPage)
      return new Response(crashedHtml, { headers: { ...baseHeaders, 'Content-Type': 'text/html; charset=utf-8' } })
    return responseOf(fileAt(new URL(url).pathname, files, random))
  })
}

/** Serves the customer's screen in a session of its own, where the staff's page is not to be had. */
export function serveDisplay(protocolOfSession: Protocol, files: PageFiles, random: Random): void {
  protocolOfSession.handle(scheme, ({ method, url }) => {
    const { pathname } = new URL(url)
    if (!isOfDisplay(url) || !pathname.startsWith(displayPath)) return refusal(404)
    if (method !== 'GET') return refusal(405)
    if (pathname === displayPath) return responseOf(pageAt('/display.html', files, random))
    return responseOf(fileAt(pathname.slice(displayPath.length - 1), files, random))
  })
}

function responseOf(file: ReturnType<typeof fileAt>): Response {
  return file ? new Response(Buffer.from(file.body), { headers: file.headers }) : refusal(404)
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: baseHeaders })
}
