import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Evidence, ObservedCall } from '#cli/certify/evidence.ts'
import { judge } from '#cli/certify/judge.ts'
import { type RuleId, rules, type Verdict } from '#cli/certify/rules.ts'
import { scenarios } from '#cli/certify/scenarios.ts'

const [oneAct] = scenarios.filter(({ id }) => id === 'lost-after')
const acts = oneAct?.acts ?? []
const [first] = acts

/** One request and its answer, ten milliseconds later. */
function call(path: string, atMs: number, more: Partial<ObservedCall> = {}): ObservedCall {
  return { act: 0, atMs, overAtMs: atMs + 10, method: 'POST', path, key: 'right', status: 200, ...more }
}

const fault = (code: string, more: object = {}) => ({
  fault: { code, detail: `What ${code} is.`, remedy: `What to do about ${code}.`, mayHaveHappened: false, ...more },
})
const sale = '/via/loyalty/v1.1/transaction/add'
const lookUp = '/via/loyalty/v1.1/customer/get'
const code = '/v1/verifications/v1/code'
const unknown = fault('OUTCOME_UNKNOWN', { mayHaveHappened: true })
const tooMany = fault('TOO_MANY_REQUESTS', { retryAfterSeconds: 2 })
const locked = fault('UPSTREAM_LOCKED')
const cut = { status: 0 }
const get = { method: 'GET' }
const printed = (...lines: string[]) => ({ screen: { kind: 'lines' as const, lines } })
const said = (answer: boolean | undefined) => ({ screen: { kind: 'person' as const, answer } })

const cases: [RuleId, string, Verdict, ObservedCall[], Partial<Evidence>?][] = [
  ['customer-found', 'by a look-up that succeeds', 'kept', [call(lookUp, 0, get)]],
  ['customer-found', 'never by one that is refused', 'unseen', [call(lookUp, 0, { ...get, status: 503, ...locked })]],
  ['customer-found', 'and a person has to have seen it', 'broken', [call(lookUp, 0, get)], said(false)],
  ['customer-found', 'and has to say so', 'unseen', [call(lookUp, 0, get)], said(undefined)],
  ['key-known', 'when no request is refused for its key', 'kept', [call(lookUp, 0)]],
  [
    'key-known',
    'not with another key',
    'broken',
    [call(lookUp, 0, { status: 401, key: 'other', ...fault('KEY_REFUSED') })],
  ],
  ['key-known', "whatever status the cloud's own answer has", 'kept', [call(lookUp, 0, { status: 401 })]],
  ['agent-proven', 'when the proof comes first', 'kept', [call('/v1/proof', 0, { key: 'none' }), call(lookUp, 20)]],
  ['agent-proven', 'not when the key comes first', 'broken', [call(lookUp, 0), call('/v1/proof', 20, { key: 'none' })]],
  [
    'agent-proven',
    'not by a proof that was refused',
    'broken',
    [call('/v1/proof', 0, { status: 400 }), call(lookUp, 20)],
  ],
  ['agent-proven', 'only where something came', 'unseen', []],
  ['sale-sent', 'by v1.1', 'kept', [call(sale, 0)]],
  ['sale-sent', 'by v2', 'kept', [call('/via/loyalty/v2/transactions', 0)]],
  ['sale-sent', 'not by looking one up', 'unseen', [call('/via/loyalty/v1.1/transaction/get', 0, get)]],
  ['sold', 'once per act', 'kept', [], { bills: { 'bill 1': 1 } }],
  ['sold', 'not without an effect', 'unseen', [call(sale, 0)], { bills: {} }],
  [
    'sold',
    'not when one of two is missing',
    'broken',
    [],
    { bills: { 'bill 1': 1 }, acts: first ? [first, first] : [] },
  ],
  ['sold-once', 'also where nothing was sold', 'kept', [], { bills: {} }],
  ['sold-once', 'not twice by one number', 'broken', [], { bills: { 'bill 1': 2 } }],
  ['sold-once', 'not once by each of two numbers', 'broken', [], { bills: { 'bill 1': 1, 'bill 2': 1 } }],
  ['never-repeated', 'when it is sent once', 'kept', [call(sale, 0, { status: 504, ...unknown })]],
  [
    'never-repeated',
    'not after OUTCOME_UNKNOWN',
    'broken',
    [call(sale, 0, { status: 504, ...unknown }), call(sale, 900)],
  ],
  ['never-repeated', 'not after a broken connection', 'broken', [call(sale, 0, cut), call(sale, 900)]],
  [
    'never-repeated',
    'after a fault without effect it may be',
    'kept',
    [call(sale, 0, { status: 429, ...tooMany }), call(sale, 2_500)],
  ],
  ['never-repeated', 'in the next sale it is another', 'kept', [call(sale, 0, cut), call(sale, 900, { act: 1 })]],
  ['never-repeated', 'a read may be', 'kept', [call(lookUp, 0, { ...get, ...cut }), call(lookUp, 900, get)]],
  [
    ...(['never-repeated', 'after the POS has asked what came of it', 'kept'] as const),
    [call(sale, 0, { status: 504, ...unknown }), call('/v1/requests/r1', 100, get), call(sale, 900)],
  ],
  [
    ...(['never-repeated', 'not when it asks afterwards', 'broken'] as const),
    [call(sale, 0, { status: 504, ...unknown }), call(sale, 900), call('/v1/requests/r1', 1_000, get)],
  ],
  ['pause-kept', 'when it is as long as asked for', 'kept', [call(sale, 0, tooMany), call(sale, 2_011)]],
  ['pause-kept', 'not when it is shorter', 'broken', [call(sale, 0, tooMany), call(sale, 1_000)]],
  ['pause-kept', 'not when the request never comes again', 'broken', [call(sale, 0, tooMany)]],
  ['pause-kept', 'only where one was asked for', 'unseen', [call(sale, 0)]],
  ['refused-by-person-fault', 'when the credential is locked', 'kept', [call(lookUp, 0, locked)]],
  ['refused-by-person-fault', 'not by 429', 'unseen', [call(lookUp, 0, tooMany)]],
  ['person-fault-left', 'when it is not repeated', 'kept', [call(lookUp, 0, locked)]],
  ['person-fault-left', 'not when it is', 'broken', [call(lookUp, 0, locked), call(lookUp, 1_000, locked)]],
  ['fault-shown', 'by what is wrong', 'kept', [call(lookUp, 0, locked)], printed('Error: What UPSTREAM_LOCKED is.')],
  ['fault-shown', 'by what to do', 'kept', [call(lookUp, 0, locked)], printed('What to do about UPSTREAM_LOCKED.')],
  ['fault-shown', 'not by its code', 'broken', [call(lookUp, 0, locked)], printed('UPSTREAM_LOCKED')],
  [
    'fault-shown',
    'where it was repeated with success there is none',
    'kept',
    [call(sale, 0, tooMany), call(sale, 3_000)],
  ],
  ['fault-shown', 'a person is asked', 'broken', [call(lookUp, 0, locked)], said(false)],
  ['code-confirmed', 'by an answer that says so', 'kept', [call(code, 0, { answer: { state: 'confirmed' } })]],
  ['code-confirmed', 'not by a wrong code', 'unseen', [call(code, 0, { answer: { state: 'code-sent' } })]],
  [
    ...(['wrong-code-asked-again', 'when another one follows', 'kept'] as const),
    [call(code, 0, { answer: { state: 'code-sent' } }), call(code, 900, { answer: { state: 'confirmed' } })],
  ],
  ['wrong-code-asked-again', 'not when none follows', 'broken', [call(code, 0, { answer: { state: 'code-sent' } })]],
  ['wrong-code-asked-again', 'only where one was wrong', 'unseen', [call(code, 0, { answer: { state: 'confirmed' } })]],
  ['one-code-sent', 'when one verification is started', 'kept', [call('/v1/verifications', 0), call(code, 900)]],
  ['one-code-sent', 'not when a second is', 'broken', [call('/v1/verifications', 0), call('/v1/verifications', 900)]],
  [
    'one-code-sent',
    'not when it is sent again',
    'broken',
    [call('/v1/verifications', 0), call('/v1/verifications/v1/resend', 9)],
  ],
  ['expired-left', 'when the POS gives up', 'kept', [call(code, 0, { answer: { state: 'expired' } })]],
  [
    ...(['expired-left', 'not when it tries again', 'broken'] as const),
    [call(code, 0, { answer: { state: 'expired' } }), call(code, 900, { answer: { state: 'expired' } })],
  ],
  ['expired-left', 'only where one had expired', 'unseen', [call(code, 0, { answer: { state: 'confirmed' } })]],
  ['sale-cut', 'when its connection broke', 'kept', [call(sale, 0, cut)]],
  ['sale-cut', 'not when a look-up broke', 'unseen', [call(lookUp, 0, { ...get, ...cut })]],
  ['key-kept', 'when nothing else is used', 'kept', [call(lookUp, 0)]],
  ['key-kept', 'not by asking for another', 'broken', [call('/v1/pairings', 0, { key: 'none' })]],
  ['key-kept', 'not with another', 'broken', [call(lookUp, 0, { key: 'other' })]],
  ['served-again', 'when the last sale succeeds', 'kept', [call(sale, 0)]],
  ['served-again', 'not when it fails', 'broken', [call(sale, 0, { status: 503, ...locked })]],
  ['served-again', 'only where one was sent', 'unseen', [call(lookUp, 0)]],
  ['served-in-training', 'when the sale succeeds', 'kept', [call(sale, 0, { mode: 'training' })]],
  ['served-in-training', 'not in another mode', 'unseen', [call(sale, 0, { mode: 'live' })]],
  ['served-in-training', 'not when the sale fails', 'broken', [call(sale, 0, { mode: 'training', status: 503 })]],
  ['nothing-sold', 'when no bill took effect', 'kept', [], { bills: {} }],
  ['nothing-sold', 'not when one did', 'broken', [], { bills: { 'bill 1': 1 } }],
  ['training-shown', 'as a person says', 'kept', [], said(true)],
  ['training-shown', 'not when a person says no', 'broken', [], said(false)],
  ['impostor-asked', 'when the port was called', 'kept', [], { impostor: { requests: 1, keys: 0 } }],
  ['impostor-asked', 'not when nothing came', 'unseen', [], { impostor: { requests: 0, keys: 0 } }],
  ['key-withheld', 'when it never heard the key', 'kept', [], { impostor: { requests: 3, keys: 0 } }],
  ['key-withheld', 'not when it did', 'broken', [], { impostor: { requests: 3, keys: 1 } }],
  ['ended', 'in order', 'kept', [], { ended: 'in order' }],
  ['ended', 'not with a failure', 'broken', [], { ended: 'with a failure' }],
  ['ended', 'where a person tries the POS it does not end', 'kept', []],
]

const noEvidence: Evidence = { acts, calls: [], bills: {}, ...printed() }

test.each(cases)('%s: %s', (rule, _, verdict, calls, more = {}) => {
  expect(rules[rule].judge({ ...noEvidence, calls, ...more }).verdict).toBe(verdict)
})

test('every rule is kept in a case and not kept in another', () => {
  const verdictsOf = (rule: string) => cases.filter(([id]) => id === rule).map(([, , verdict]) => verdict === 'kept')
  for (const rule of Object.keys(rules)) expect([rule, new Set(verdictsOf(rule)).size]).toEqual([rule, 2])
})

describe('a scenario', () => {
  const [scenario] = scenarios.filter(({ id }) => id === 'lost-after')

  test('is failed by one broken rule, which says what was seen and where to read', () => {
    const calls = [call(sale, 0, { status: 504, ...unknown }), call(sale, 900)]
    const result = judge(scenario as never, {
      ...noEvidence,
      calls,
      bills: { 'bill 1': 2 },
      ...printed('What OUTCOME_UNKNOWN is.'),
    })
    expect(result.verdict).toBe('broken')
    expect(result.rules).toContainEqual({
      ...{ rule: 'never-repeated', says: rules['never-repeated'].says, verdict: 'broken' },
      seen: `POST ${sale} was sent again 0.9 s after OUTCOME_UNKNOWN.`,
      read: 'docs/integrate.md#what-to-repeat-and-what-never',
    })
  })

  test('is not passed by a POS that does nothing', () => {
    for (const each of scenarios)
      expect([each.id, judge(each, { ...noEvidence, acts: each.acts }).verdict]).toEqual([each.id, 'unseen'])
  })
})

const root = join(import.meta.dirname, '../../..')
const slug = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\w\- ]/g, '')
    .replaceAll(' ', '-')

test('what a rule says to read is there', () => {
  for (const { read } of Object.values(rules)) {
    const [file = '', anchor = ''] = read.split('#')
    expect([file, existsSync(join(root, file))]).toEqual([file, true])
    const headings = [...readFileSync(join(root, file), 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, text = '']) =>
      slug(text),
    )
    expect(headings).toContain(anchor)
  }
})

test('docs/certify.md lists every scenario', () => {
  const page = readFileSync(join(root, 'docs/certify.md'), 'utf8')
  for (const { id, title } of scenarios) expect(page).toContain(`| \`${id}\` | ${title} |`)
})
