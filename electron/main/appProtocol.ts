import { protocol } from 'electron'
import type { Random } from '../core/random.ts'
import { fileAt, type WebFiles } from '../doors/web/webFiles.ts'
import { plainHeaders } from '../doors/web/webHeaders.ts'
import { crashedHtml } from './crashedHtml.ts'
import { crashedPage, isOwn, scheme } from './ownPage.ts'

/** Before the app is ready, or never. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme, privileges: { standard: true, secure: true } }])
}

/** Serves the built window, with the headers that it has in a browser. Nothing but the map is ever looked at. */
export function serveWindow(files: WebFiles, random: Random): void {
  protocol.handle(scheme, ({ method, url }) => {
    if (!isOwn(url)) return refusal(404)
    if (method !== 'GET') return refusal(405)
    if (url === crashedPage)
      return new Response(crashedHtml, { headers: { ...plainHeaders, 'Content-Type': 'text/html; charset=utf-8' } })
    const file = fileAt(new URL(url).pathname, files, random)
    return file ? new Response(Buffer.from(file.body), { headers: file.headers }) : refusal(404)
  })
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: plainHeaders })
}
