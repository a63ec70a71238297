import { describe, expect, test } from 'vitest'
import { Ask, type AskView, type KnownAsk } from '#contract/fleet/asks.ts'
import {
  afterTry,
  asksOf,
  isUnproven,
  mayReceiveBundles,
  proofResult,
  type TryResult,
  uploadAddress,
  uploadResult,
  withAsks,
  withTry,
} from '#core/directives/askRules.ts'

const sealTo = 'A'.repeat(43)
const proof: KnownAsk = { id: 'p1', till: 'pune-4', kind: 'credential-proof' }
const bundle = { id: 'b1', till: 'pune-4', kind: 'support-bundle', sealTo, uploadTo: 'https://up.example/in/' } as const
const waiting: AskView = { id: 'p1', kind: 'credential-proof', state: 'waiting', askedAt: 1, tries: 0 }
const ended = (id: string): AskView => ({ ...waiting, id, state: 'done', endedAt: 2, tries: 1 })

describe('an ask is read', () => {
  test.each<[string, object, string | undefined]>([
    ['for a proof', proof, 'credential-proof'],
    ['for a bundle', bundle, 'support-bundle'],
    ['of a later version, with what that brings', { ...proof, kind: 'screenshot', of: 'all' }, 'later'],
    ['but not without a key to seal to', { ...bundle, sealTo: undefined }, undefined],
    ['but not with a key that is none', { ...bundle, sealTo: 'head office' }, undefined],
    ['but not for a place without encryption', { ...bundle, uploadTo: 'http://up.example/in/' }, undefined],
    ['but not for a place with a login', { ...bundle, uploadTo: 'https://me:you@up.example/' }, undefined],
    ['but not without a till', { ...proof, till: '' }, undefined],
    ['but not under a name that is a path', { ...proof, id: '../p1' }, undefined],
  ])('%s', (_, given, kind) => {
    expect(Ask.safeParse(given).data?.kind).toBe(kind)
  })
})

test('a till does what its name or its installation is asked for, each id once', () => {
  const asks: Ask[] = [
    { ...proof, till: 'pune-5' },
    proof,
    bundle,
    { ...bundle, id: 'p1' },
    { ...proof, id: 'p2', till: 'f00d' },
  ]
  const last = { till: 'pune-4' } as never
  expect(asksOf(asks, { installation: 'f00d', enrolment: { last } }).map(({ id, kind }) => [id, kind])).toEqual([
    ['p1', 'credential-proof'],
    ['b1', 'support-bundle'],
    ['p2', 'credential-proof'],
  ])
  expect(asksOf(asks, { installation: 'f00d' }).map(({ id }) => id)).toEqual(['p2'])
})

describe('what is remembered', () => {
  test('new asks wait, above those before', () => {
    expect(withAsks([ended('p1')], [bundle, proof], 9)).toEqual([
      { id: 'b1', kind: 'support-bundle', host: 'up.example', state: 'waiting', askedAt: 9, tries: 0 },
      ended('p1'),
    ])
  })

  test('what waits is withdrawn when the file names it no more, and shown as the file has it now', () => {
    const moved = { ...bundle, id: 'p1', uploadTo: 'https://other.example/' }
    expect(withAsks([waiting], [], 9)).toEqual([{ ...waiting, state: 'withdrawn', endedAt: 9 }])
    expect(withAsks([waiting], [moved], 9)).toEqual([{ ...waiting, kind: 'support-bundle', host: 'other.example' }])
  })

  test('an id is remembered for as long as the file names it, and twenty others', () => {
    const past = Array.from({ length: 40 }, (_, at) => ended(`e${at}`))
    const after = withAsks(past, [{ ...proof, id: 'e39' }], 9)
    expect(after.map(({ id }) => id)).toEqual([...past.slice(0, 20).map(({ id }) => id), 'e39'])
  })
})

describe('after a try', () => {
  test.each<[string, TryResult, Partial<AskView>]>([
    ['that did it', { outcome: 'done' }, { state: 'done', endedAt: 9 }],
    ['that a network kept from it', { outcome: 'again', reason: 'HTTP_503' }, { state: 'waiting', reason: 'HTTP_503' }],
    ['that was turned down', { outcome: 'failed', reason: 'HTTP_403' }, { state: 'failed', reason: 'HTTP_403' }],
    ['that is not allowed', { outcome: 'refused', reason: 'HOST_NOT_ALLOWED' }, { state: 'refused', endedAt: 9 }],
  ])('%s', (_, result, expected) => {
    expect(afterTry(withTry(waiting), result, 2, 9)).toMatchObject({ tries: 1, ...expected })
  })

  test('the last of them fails, and a reason from before is gone once it is done', () => {
    const once = afterTry(withTry(waiting), { outcome: 'again', reason: 'HTTP_503' }, 2, 9)
    const again: TryResult = { outcome: 'again', reason: 'UPSTREAM_UNREACHABLE' }
    expect(afterTry(withTry(once), again, 2, 9)).toMatchObject({ state: 'failed', tries: 2 })
    expect(afterTry(withTry(once), { outcome: 'done' }, 2, 9)).not.toHaveProperty('reason')
  })
})

test.each<[Parameters<typeof uploadResult>[0], TryResult['outcome'], string | undefined]>([
  [{ kind: 'silence' }, 'again', 'UPSTREAM_UNREACHABLE'],
  [{ kind: 'reply', status: 200 }, 'done', undefined],
  [{ kind: 'reply', status: 201 }, 'done', undefined],
  [{ kind: 'reply', status: 204 }, 'done', undefined],
  [{ kind: 'reply', status: 307 }, 'failed', 'HTTP_307'],
  [{ kind: 'reply', status: 403 }, 'failed', 'HTTP_403'],
  [{ kind: 'reply', status: 408 }, 'again', 'HTTP_408'],
  [{ kind: 'reply', status: 429 }, 'again', 'HTTP_429'],
  [{ kind: 'reply', status: 503 }, 'again', 'HTTP_503'],
])('an upload that ends with %j is %s', (reply, outcome, reason) => {
  const result = uploadResult(reply)
  expect([result.outcome, result.reason]).toEqual([outcome, reason])
})

test.each<[string[], TryResult['outcome'], string | undefined]>([
  [[], 'done', undefined],
  [['accepted', 'accepted'], 'done', undefined],
  [['accepted', 'CREDENTIAL_REFUSED'], 'failed', 'CREDENTIAL_REFUSED'],
  [['UPSTREAM_LOCKED'], 'failed', 'UPSTREAM_LOCKED'],
  [['CREDENTIAL_REFUSED', 'CREDENTIAL_UNPROVEN'], 'again', 'CREDENTIAL_UNPROVEN'],
  [['KEYCHAIN_LOCKED'], 'again', 'KEYCHAIN_LOCKED'],
])('credentials that come out as %j are %s', (outcomes, outcome, reason) => {
  const proofs = outcomes.map((each, at) => ({ upstream: `cloud${at}`, outcome: each }))
  const result = proofResult(proofs)
  expect([result.outcome, result.reason]).toEqual([outcome, reason])
  // Who refused or accepted is not asked twice.
  const unsettled = proofs.filter(({ upstream }) => isUnproven(upstream, proofs)).map((each) => each.outcome)
  expect(unsettled).toEqual(outcomes.filter((each) => /UNPROVEN|KEYCHAIN/.test(each)))
})

test.each<[string, string, string | undefined, boolean]>([
  ['https://tills.example/in/', 'https://tills.example/updates', undefined, true],
  ['https://tills.example:8443/in/', 'https://tills.example/updates', undefined, false],
  ['https://thief.example/in/', 'https://tills.example/updates', undefined, false],
  ['https://up.example/in/', 'https://tills.example/updates', 'other.example up.example', true],
  ['https://a.up.example/in/', 'https://tills.example/updates', '*.up.example', true],
  ['https://up.example.thief.example/', 'https://tills.example/updates', 'up.example *.up.example', false],
  ['https://thief.example/', 'none', '', false],
])('a bundle for %s, with releases at %s and the setting %s: %s', (uploadTo, feed, hosts, isAllowed) => {
  expect(mayReceiveBundles(uploadTo, feed, hosts)).toBe(isAllowed)
})

test.each([
  ['https://up.example/in/', 'pune-4', 'https://up.example/in/b1.pune-4.bundle.json'],
  ['https://up.example/', 'Pune 4/5', 'https://up.example/b1.Pune%204%2F5.bundle.json'],
  ['https://up.example/in/?key=1', 'pune-4', 'https://up.example/in/b1.pune-4.bundle.json?key=1'],
  ['https://up.example/one?key=1', 'pune-4', 'https://up.example/one?key=1'],
])('a bundle for %s of %s is put at %s', (uploadTo, till, address) => {
  expect(uploadAddress({ ...bundle, uploadTo, till }).href).toBe(address)
})
