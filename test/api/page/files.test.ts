import { expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { fileAt } from '#api/page/files.ts'

const files = new Map(
  Object.entries({
    '/index.html': '<meta property="csp-nonce" nonce="__CSP_NONCE__">',
    '/assets/index-1a2b.js': 'code',
    '/icon.svg': '<svg/>',
    '/unknown.kind': 'bytes',
  }).map(([path, text]) => [path, Buffer.from(text)]),
)
const at = (path: string) => fileAt(path, files, systemRandom)

test.each([
  ['/assets/index-1a2b.js', 'text/javascript; charset=utf-8', 'private, max-age=31536000, immutable'],
  ['/icon.svg', 'image/svg+xml', 'no-store'],
  ['/unknown.kind', 'application/octet-stream', 'no-store'],
])('%s is %s, cached as %s', (path, type, cache) => {
  expect(at(path)).toMatchObject({ body: files.get(path), headers: { 'Content-Type': type, 'Cache-Control': cache } })
})

test.each(['/index.html', '/nothing', '/assets/', '', 'icon.svg', '/../icon.svg', '/ICON.svg', '/constructor'])(
  '"%s" is no file',
  (path) => {
    expect(at(path)).toBeUndefined()
  },
)

test('the page has a new nonce each time, and a policy that admits it', () => {
  const nonces = [at('/'), at('/')].map((page) => {
    const [, nonce = ''] = /nonce="([\w-]{22})"/.exec(String(page?.body)) ?? []
    expect(page?.headers['Content-Security-Policy']).toContain(`style-src 'self' 'nonce-${nonce}'`)
    return nonce
  })
  expect(new Set(nonces).size).toBe(2)
})
