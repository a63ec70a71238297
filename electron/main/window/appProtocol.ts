import { protocol } from 'electron'
import { fileAt, type PageFiles } from '#api/page/files.ts'
import { baseHeaders } from '#api/page/headers.ts'
import type { Random } from '#core/base/random.ts'
import { crashedHtml } from './crashedHtml.ts'
import { crashedPage, isOwn, scheme } from './ownPage.ts'

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
    const file = fileAt(new URL(url).pathname, files, random)
    return file ? new Response(Buffer.from(file.body), { headers: file.headers }) : refusal(404)
  })
}

function refusal(status: number): Response {
  return new Response(null, { status, headers: baseHeaders })
}
