import { describe, expect, test } from 'vitest'
import { cacheStatusText, keptHeaders } from '#core/cache/cacheStatus.ts'
import { elapsedMs, freshnessOf } from '#core/cache/freshness.ts'
import { lifetimeOf } from '#core/cache/lifetime.ts'
import { acceptedAgeMs, lookUpKey } from '#core/cache/lookUpKey.ts'
import { capillaryCache } from '#schemes/capillary/cache.ts'

const longest = { freshMs: 30_000, staleMs: 600_000 }
const date = ['Date', 'Mon, 30 Nov 2026 08:00:00 GMT']

describe('an answer may be kept', () => {
  test.each<[string, number, string[], object | undefined]>([
    ['as long as is set', 200, [], { freshMs: 30_000, staleMs: 600_000, ageMs: 0 }],
    ['never when it is no success', 404, [], undefined],
    ['never when it is a part', 206, [], undefined],
    ['never under no-store', 200, ['Cache-Control', 'max-age=60, No-Store'], undefined],
    ['never under private', 200, ['Cache-Control', 'private'], undefined],
    ['never where a field of it is private', 200, ['Cache-Control', 'max-age=60, private="x-token"'], undefined],
    ['never under no-cache', 200, ['Cache-Control', 'no-cache'], undefined],
    [
      'never under a second line that forbids it',
      200,
      ['Cache-Control', 'max-age=9', 'cache-control', 'no-store'],
      undefined,
    ],
    ['never under Pragma', 200, ['Pragma', 'no-cache'], undefined],
    [
      'under Pragma where Cache-Control says otherwise',
      200,
      ['Pragma', 'no-cache', 'Cache-Control', 'max-age=9'],
      { freshMs: 9_000, staleMs: 600_000, ageMs: 0 },
    ],
    ['never when it sets a cookie', 200, ['Set-Cookie', 'a=b'], undefined],
    ['never when it is compressed', 200, ['Content-Encoding', 'gzip'], undefined],
    ['never when it varies by everything', 200, ['Vary', '*'], undefined],
    ['never when it varies by what the key leaves out', 200, ['Vary', 'Accept, User-Agent'], undefined],
    ['when it varies by what the key has', 200, ['Vary', 'Accept-Language, Authorization'], { ...longest, ageMs: 0 }],
    [
      'no longer than the upstream says',
      200,
      ['Cache-Control', 'max-age=5'],
      { freshMs: 5_000, staleMs: 600_000, ageMs: 0 },
    ],
    [
      'no longer than is set, whatever the upstream says',
      200,
      ['Cache-Control', 'max-age=86400'],
      { ...longest, ageMs: 0 },
    ],
    [
      'not fresh when the time is no number',
      200,
      ['Cache-Control', 'max-age=soon'],
      { freshMs: 0, staleMs: 600_000, ageMs: 0 },
    ],
    [
      'no longer than until Expires',
      200,
      [...date, 'Expires', 'Mon, 30 Nov 2026 08:00:07 GMT'],
      { freshMs: 7_000, staleMs: 600_000, ageMs: 0 },
    ],
    [
      'not fresh when Expires cannot be read',
      200,
      [...date, 'Expires', '0'],
      { freshMs: 0, staleMs: 600_000, ageMs: 0 },
    ],
    ['the shorter, the older it came', 200, ['Age', '10'], { freshMs: 20_000, staleMs: 600_000, ageMs: 10_000 }],
    [
      'never stale under must-revalidate',
      200,
      ['Cache-Control', 'must-revalidate'],
      { freshMs: 30_000, staleMs: 0, ageMs: 0 },
    ],
    [
      'stale no longer than stale-if-error',
      200,
      ['Cache-Control', 'stale-if-error=5'],
      { freshMs: 30_000, staleMs: 5_000, ageMs: 0 },
    ],
    ['never when neither is left', 200, ['Cache-Control', 'max-age=0, must-revalidate'], undefined],
  ])('%s', (_, status, headers, lifetime) => {
    expect(lifetimeOf(status, headers, longest)).toEqual(lifetime)
  })
})

test.each<[string, string[], number | undefined]>([
  ['takes any age', [], Number.POSITIVE_INFINITY],
  ['takes none that is kept', ['Cache-Control', 'no-cache'], 0],
  ['takes none that is kept, in the old way', ['Pragma', 'no-cache'], 0],
  ['takes some', ['Cache-Control', 'max-age=5'], 5_000],
  ['wants nothing to be kept', ['Cache-Control', 'no-store'], undefined],
  ['asks under a condition', ['If-None-Match', '"a"'], undefined],
])('a client that %s is understood', (_, headers, accepted) => {
  expect(acceptedAgeMs(headers)).toBe(accepted)
})

describe('two look-ups share an answer', () => {
  const facts = { owner: 'a', route: 'GET /c', path: '/c?mobile=1', agentOrigin: undefined, headers: ['Accept', '*/*'] }
  test.each<[string, boolean, object]>([
    ['when they are the same', true, {}],
    ['when only the name of the program differs', true, { headers: ['accept', '*/*', 'User-Agent', 'x'] }],
    ['not when a header is sent twice', false, { headers: ['Accept', '*/*', 'Accept', 'text/xml'] }],
    ['not of two clients', false, { owner: 'b' }],
    ['not by two grants', false, { route: 'GET /**' }],
    ['not about two customers', false, { path: '/c?mobile=2' }],
    ['not in two forms', false, { headers: ['Accept', 'text/xml'] }],
    ['not in two languages', false, { headers: ['Accept', '*/*', 'Accept-Language', 'ar'] }],
    ['not when links lead elsewhere', false, { agentOrigin: 'http://localhost:47600' }],
    ['not when a value pretends to be a header', false, { headers: ['Accept', '*/*","x-a","1'] }],
  ])('%s', (_, isSame, other) => {
    expect(lookUpKey({ ...facts, ...other }) === lookUpKey(facts)).toBe(isSame)
  })
})

test.each([
  ['fresh at first', 0, Number.POSITIVE_INFINITY, { state: 'fresh', ageMs: 1_000, leftMs: 30_000 }],
  ['fresh to its last moment', 29_999, Number.POSITIVE_INFINITY, { state: 'fresh', ageMs: 30_999, leftMs: 1 }],
  ['stale from then on', 30_000, Number.POSITIVE_INFINITY, { state: 'stale', ageMs: 31_000, leftMs: 0 }],
  ['over at its end', 630_000, Number.POSITIVE_INFINITY, { state: 'over' }],
  ['too old for this client', 5_000, 5_999, { state: 'over' }],
  ['young enough for this client', 5_000, 6_000, { state: 'fresh' }],
  ['nothing for a client that wants a new one', 0, 0, { state: 'over' }],
])('an answer is %s', (_, elapsed, accepted, freshness) => {
  expect(freshnessOf({ ...longest, ageMs: 1_000 }, elapsed, accepted)).toMatchObject(freshness)
})

// The monotonic clock of some systems stands still in sleep: points of yesterday would pass for those of a second ago.
test.each([
  ['both clocks went on', 5, 5, 5],
  ['the machine slept', 1, 9_000, 9_000],
  ['the clock was set back', 5, -9_000, 5],
])('time passes when %s', (_, monotonicMs, wallMs, elapsed) => {
  expect(elapsedMs({ monotonicMs: 0, wallMs: 0 }, { monotonicMs, wallMs })).toBe(elapsed)
})

test.each([
  [{ kind: 'hit', leftMs: 29_400 }, 'till-agent; hit; ttl=29'],
  [
    { kind: 'stale', leftMs: -12_400, asked: true, fault: 'UPSTREAM_SILENT' },
    'till-agent; fwd=stale; ttl=-13; detail=UPSTREAM_SILENT',
  ],
  [
    { kind: 'stale', leftMs: -12_400, asked: false, fault: 'UPSTREAM_UNREACHABLE' },
    'till-agent; hit; ttl=-13; detail=UPSTREAM_UNREACHABLE',
  ],
  [{ kind: 'forwarded', reason: 'miss', isStored: true }, 'till-agent; fwd=miss; stored'],
  [{ kind: 'forwarded', reason: 'request', isStored: false }, 'till-agent; fwd=request'],
  [{ kind: 'joined', reason: 'miss' }, 'till-agent; fwd=miss; collapsed'],
] as const)('%j is told as %s', (status, text) => {
  expect(cacheStatusText(status)).toBe(text)
})

test('what was about one exchange is not kept', () => {
  const own = ['Via', '1.1 till-agent', 'Till-Agent-Request-Id', 'a-1', 'Till-Agent-Mode', 'live', 'Server-Timing', 'x']
  expect(keptHeaders(['Date', 'x', 'Age', '3', 'Via', '1.1 edge', ...own])).toEqual(['Date', 'x', 'Via', '1.1 edge'])
})

test.each([
  [true, '{"response":{"status":{"success":"true","code":"200"},"customers":{}}}'],
  [false, '{"response":{"status":{"success":"false","code":"500"},"customers":{}}}'],
  [false, '{"response":{"status":{"success":"true","code":"201"},"customers":{}}}'],
  [false, '{"response":{"status":{"success":"false","code":521}}}'],
  [true, '<?xml version="1.0"?><response><status><success>true</success><code>200</code></status></response>'],
  [true, '{"entity":4711,"warnings":[]}'],
  [false, '{"entity":null,"errors":[{"code":8015}]}'],
  [false, '<html>Sign in to the guest network</html>'],
  [false, '[]'],
  [false, ''],
])('%s: Capillary said what was asked for in %s', (isSuccess, body) => {
  expect(capillaryCache.mayKeep(Buffer.from(body))).toBe(isSuccess)
})
