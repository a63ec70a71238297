import { extname } from 'node:path/posix'
import type { Random } from '../../core/random.ts'
import { pagePolicy, plainHeaders } from './webHeaders.ts'

/** The built window: bytes by path, as in `/assets/index-BIfcsKp7.js`. */
export type WebFiles = ReadonlyMap<string, Uint8Array>

const types: Record<string, string> = {
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

/** The file at a path, with its headers; `undefined` when there is none. Nothing but the map is ever looked at. */
export function fileAt(
  path: string,
  files: WebFiles,
  random: Random,
): { body: Uint8Array | string; headers: Record<string, string> } | undefined {
  if (path === '/') return page(files, random)
  const body = path === '/index.html' ? undefined : files.get(path)
  if (!body) return undefined
  const headers = {
    ...plainHeaders,
    'Content-Type': types[extname(path)] ?? 'application/octet-stream',
    // The names of these change with what is in them.
    ...(path.startsWith('/assets/') && { 'Cache-Control': 'private, max-age=31536000, immutable' }),
  }
  return { body, headers }
}

function page(files: WebFiles, random: Random) {
  const nonce = Buffer.from(random.bytes(16)).toString('base64url')
  const body = Buffer.from(files.get('/index.html') ?? [])
    .toString()
    .replaceAll(noncePlaceholder, nonce)
  return {
    body,
    headers: { ...plainHeaders, 'Content-Type': types['.html'] ?? '', 'Content-Security-Policy': pagePolicy(nonce) },
  }
}
