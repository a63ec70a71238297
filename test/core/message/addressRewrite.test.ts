import { describe, expect, test } from 'vitest'
import { addressAtUpstream, rewriteAddresses, turnAddressesBack } from '#core/message/addressRewrite.ts'

const upstream = { id: 'loyalty', origin: 'https://eu.example', pathPrefix: '/api' }
const request = { path: '/api/v2/carts/7?a=b', mayRepeat: true }

function rewritten(status: number, ...headers: string[]): string[] {
  rewriteAddresses(headers, status, request, upstream)
  return headers
}

// The address of what was made led past the agent, so that the POS could not use it.
describe('an address below the base URL leads through the agent again', () => {
  test.each([
    ['https://eu.example/api/v2/x?y=1#z', '/via/loyalty/v2/x?y=1#z'],
    ['https://EU.example:443/api/v2/x', '/via/loyalty/v2/x'],
    ['https://user:secret@eu.example/api/x', '/via/loyalty/x'],
    ['//eu.example/api/x', '/via/loyalty/x'],
    ['/api/v2/x', '/via/loyalty/v2/x'],
    ['/api', '/via/loyalty'],
    ['/api/', '/via/loyalty/'],
    ['/api/../api/x', '/via/loyalty/x'],
    ['8', '/via/loyalty/v2/carts/8'],
    ['./8?page=2', '/via/loyalty/v2/carts/8?page=2'],
    ['../orders', '/via/loyalty/v2/orders'],
    ['?page=2', '/via/loyalty/v2/carts/7?page=2'],
    ['#part', '/via/loyalty/v2/carts/7?a=b#part'],
    ['', '/via/loyalty/v2/carts/7?a=b'],
    [' /api/x\t', '/via/loyalty/x'],
    ['/api/%2e%2e/api/x', '/via/loyalty/x'],
    ['/api/caf\xc3\xa9', '/via/loyalty/caf%C3%A9'],
    ['/api/caf%c3%a9', '/via/loyalty/caf%c3%a9'],
  ])('%s', (from, to) => {
    expect(rewritten(302, 'Location', from)).toEqual(['Location', to])
    expect(rewritten(201, 'location', from)).toEqual(['location', to])
    expect(rewritten(202, 'Content-Location', from)).toEqual(['Content-Location', to])
  })

  test('each of a list of links', () => {
    const links = '</api/o?page=2>; rel="next", <https://eu.example/api/o?page=9>; rel=last, <https://other.example/o>'
    expect(rewritten(200, 'Link', links)).toEqual([
      'Link',
      '</via/loyalty/o?page=2>; rel="next", </via/loyalty/o?page=9>; rel=last, <https://other.example/o>',
    ])
  })

  test('where the base URL has no path', () => {
    const headers = ['Location', 'https://eu.example/x']
    rewriteAddresses(headers, 302, { path: '/', mayRepeat: true }, { ...upstream, pathPrefix: '' })
    expect(headers).toEqual(['Location', '/via/loyalty/x'])
  })
})

const elsewhere = [
  'https://evil.example/api/x',
  'http://eu.example/api/x',
  '//evil.example/x',
  '\\\\evil.example/x',
  '/\\evil.example/x',
  'https://eu.example:444/api/x',
  'https://eu.example@evil.example/api/x',
  '/elsewhere',
  'https://eu.example/other',
  // Another upstream's: `/api` is not the beginning of `/api2`.
  '/api2/login',
  'https://eu.example/api2',
  '/api;x/login',
  '/apis',
  '/API/x',
  // Each of these climbs out of the base URL, whatever it is relative to.
  '../../../x',
  '../../../../via/other/x',
  '/api/../other',
  '/api/%2e%2e/other',
  'javascript:alert(1)',
  'data:text/html,x',
  'https://[eu.example/',
]

describe('an address of somebody else', () => {
  // attacks.md T45
  test.each(elsewhere)('is neither followed nor handed on by a redirect: %s', (location) => {
    for (const status of [300, 301, 302, 303, 307, 308, 399])
      expect(() => rewritten(status, 'location', location)).toThrow(
        expect.objectContaining({ code: 'UPSTREAM_REDIRECTED' }),
      )
  })

  test.each(elsewhere)('stays as it is where nobody follows it: %s', (location) => {
    for (const status of [200, 201, 202, 299, 304, 400])
      expect(rewritten(status, 'Location', location)[1]).toBe(location)
    for (const status of [200, 302]) expect(rewritten(status, 'Content-Location', location)[1]).toBe(location)
  })

  test.each([true, false])('tells whether it may have happened; may be repeated: %s', (mayRepeat) => {
    const redirect = () =>
      rewriteAddresses(['Location', 'https://evil.example/'], 303, { path: '/', mayRepeat }, upstream)
    expect(redirect).toThrow(
      expect.objectContaining({ data: { origin: 'https://evil.example', mayHaveHappened: !mayRepeat } }),
    )
  })
})

test('a redirect that leads nowhere readable says so', () => {
  expect(() => rewritten(302, 'Location', 'https://[eu.example/')).toThrow(
    expect.objectContaining({ data: { origin: 'unknown', mayHaveHappened: false } }),
  )
})

test.each([
  ['X-Place', '/api/x'],
  ['Locatiox', '/api/x'],
  ['Content-Locatiox', '/api/x'],
  ['Linx', '</api/x>'],
  ['Link', '/api/x; rel=next'],
  ['Link', '<>'],
])('a field %s: %s names no address that is the agent’s business', (name, value) => {
  if (value !== '<>') expect(rewritten(200, name, value)).toEqual([name, value])
  else expect(rewritten(200, name, value)).toEqual([name, '</via/loyalty/v2/carts/7?a=b>'])
})

describe('a host that is mounted', () => {
  const mounted = { ...upstream, mountPath: '/accounts' }

  test('is reached below its mount', () => {
    const headers = ['Location', '/api/v2/x']
    rewriteAddresses(headers, 302, request, mounted)
    expect(headers).toEqual(['Location', '/via/loyalty/accounts/v2/x'])
  })

  test('and only an address below it is turned back to it', () => {
    expect(addressAtUpstream('/via/loyalty/accounts/x', mounted)).toBe('https://eu.example/api/x')
    expect(addressAtUpstream('/via/loyalty/x', mounted)).toBeUndefined()
  })
})

describe('what a request names is turned back', () => {
  test.each([
    ['/via/loyalty/documents/7', 'https://eu.example/api/documents/7'],
    ['http://127.0.0.1:47600/via/loyalty/documents/7?a#b', 'https://eu.example/api/documents/7?a#b'],
    ['http://localhost:47600/via/loyalty/x', 'https://eu.example/api/x'],
    ['http://[::1]:47600/via/loyalty', 'https://eu.example/api'],
    ['/via/loyalty2/x', undefined],
    ['https://127.0.0.1:47600/via/loyalty/x', undefined],
    ['ftp://localhost/via/loyalty/x', undefined],
    ['http://[', undefined],
    ['/via/loyalty/../other/x', undefined],
    ['http://evil.example/via/loyalty/x', undefined],
    ['https://eu.example/api/documents/7', undefined],
    ['documents/7', undefined],
    ['', undefined],
  ])('%s', (address, expected) => expect(addressAtUpstream(address, upstream)).toBe(expected))

  test('in a JSON body, of which every other byte stays as it is', () => {
    const body =
      '{ "partialDocuments" : [ {"document":"http:\\/\\/127.0.0.1:47600\\/via\\/loyalty\\/documents\\/7"},\n' +
      '{"document":"/via/loyalty/documents/8", "n": 1.0e2, "big": 12345678901234567890, "é\\u00e9": "via \\" x"}]}\n'
    const turned = turnAddressesBack(Buffer.from(body), upstream).toString()
    expect(turned).toBe(
      body
        .replace('"http:\\/\\/127.0.0.1:47600\\/via\\/loyalty\\/documents\\/7"', '"https://eu.example/api/documents/7"')
        .replace('"/via/loyalty/documents/8"', '"https://eu.example/api/documents/8"'),
    )
  })

  test.each([
    ['a list', '[', ']'],
    ['an object behind blanks', `${' '.repeat(64)}{"a":`, '}'],
    ['a part of a form', '--x\r\nContent-Type: application/json\r\n\r\n{"a":', '}\r\n--x--'],
  ])('in %s', (_, before, after) => {
    const turned = turnAddressesBack(Buffer.from(`${before}"/via/loyalty/x"${after}`), upstream).toString()
    expect(turned).toBe(`${before}"https://eu.example/api/x"${after}`)
  })

  test.each([
    ['behind more blanks than anybody writes', `${' '.repeat(65)}{"a":"/via/loyalty/x"}`],
    ['behind a text', 'x{"a":"/via/loyalty/x"}'],
    ['in a text with an escape that is none', '{"a":"/via/loyalty/\\x"}'],
    ['within a longer text', '{"a":"see /via/loyalty/x"}'],
    ['in no text', '{/via/loyalty/x}'],
  ])('but not %s', (_, text) => {
    const body = Buffer.from(text, 'latin1')
    expect(turnAddressesBack(body, upstream)).toBe(body)
  })

  test.each([
    ['as they are', '/via/loyalty/caf\xc3\xa9', 'https://eu.example/api/caf%C3%A9'],
    ['escaped', '/via/loyalty/caf\\u00e9', 'https://eu.example/api/caf%C3%A9'],
    ['in a URL', '/via/loyalty/caf%c3%a9', 'https://eu.example/api/caf%c3%a9'],
  ])('with letters beyond ASCII, %s', (_, from, to) => {
    const turned = turnAddressesBack(Buffer.from(`{"a":"${from}"}`, 'latin1'), upstream)
    expect(turned.toString('latin1')).toBe(`{"a":"${to}"}`)
  })

  test('beside a text of any length', () => {
    const long = `"${'x'.repeat(12_000_000)}"`
    const turned = turnAddressesBack(Buffer.from(`[${long},"/via/loyalty/x"]`), upstream).toString()
    expect(turned === `[${long},"https://eu.example/api/x"]`).toBe(true)
  })

  test('and letters of any encoding beside it stay byte for byte', () => {
    const beside = Buffer.from([0x22, 0xe9, 0xff, 0x22])
    const text = (address: string) => Buffer.concat([Buffer.from('['), beside, Buffer.from(`,"${address}"]`)])
    const turned = turnAddressesBack(text('/via/loyalty/x'), upstream)
    expect(turned.equals(text('https://eu.example/api/x'))).toBe(true)
  })

  test.each([
    ['no JSON', '/via/loyalty/documents/7'],
    ['bytes', '\x89PNG /via/loyalty/x "/via/loyalty/x"'],
    ['JSON that breaks off', '{"document":"/via/loyalty/documents/7'],
    ['JSON without one', '{"a":"via"}'],
    ['nothing', ''],
  ])('and %s stays the same', (_, text) => {
    const body = Buffer.from(text, 'latin1')
    expect(turnAddressesBack(body, upstream)).toBe(body)
  })

  test('a long body is looked through once', () => {
    const body = Buffer.from(`{"a":"${'\\\\'.repeat(400_000)}","d":"/via/loyalty/x${'"'.repeat(100_000)}`)
    const startedAt = performance.now()
    turnAddressesBack(body, upstream)
    // A few milliseconds; one that follows the square takes a minute.
    expect(performance.now() - startedAt).toBeLessThan(10_000)
  })
})
