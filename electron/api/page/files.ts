import { extname } from 'node:path/posix'
import type { Random } from '#core/base/random.ts'
import { randomText } from '#core/base/random.ts'
import { baseHeaders, contentSecurityPolicy } from './headers.ts'

/** The built page: bytes by path, as in `/assets/index-BIfcsKp7.js`. */
export type PageFiles = ReadonlyMap<string, Uint8Array>

const mediaTypes: Record<string, string> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
  '.woff': 'font/woff',
  '.woff2': 'font/woff2',
}

const noncePlaceholder = '__CSP_NONCE__'

/** The file at a URL path, with its headers; `undefined` when the page has no such file. It never reads the disk. */
export function fileAt(
  path: string,
  files: PageFiles,
  random: Random,
): { body: Uint8Array | string; headers: Record<string, string> } | undefined {
  if (path === '/') return pageAt('/index.html', files, random)
  const body = path.endsWith('.html') ? undefined : files.get(path)
  if (!body) return undefined
  const headers = {
    ...baseHeaders,
    'Content-Type': mediaTypes[extname(path)] ?? 'application/octet-stream',
    // The build puts a hash of the content into these names.
    ...(path.startsWith('/assets/') && { 'Cache-Control': 'private, max-age=31536000, immutable' }),
  }
  return { body, headers }
}

/** One of the built pages, with its policy: the staff's window, or the customer display. */
export function pageAt(
  name: '/index.html' | '/display.html',
  files: PageFiles,
  random: Random,
): { body: string; headers: Record<string, string> } {
  const nonce = randomText(random, 16)
  const body = Buffer.from(files.get(name) ?? [])
    .toString()
    .replaceAll(noncePlaceholder, nonce)
  return {
    body,
    headers: {
      ...baseHeaders,
      'Content-Type': mediaTypes['.html'] ?? '',
      'Content-Security-Policy': contentSecurityPolicy(nonce),
    },
  }
}
