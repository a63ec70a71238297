import fc from 'fast-check'
import { control } from '#contract/control/index.ts'
import { mostly } from './mostly.ts'

/** A control call: what is written after the path of the procedure. */
export interface FuzzCall {
  /** As `clients/add`. */
  procedure: string
  /** The body as text, mostly JSON. */
  body: string
}

/** They wait for something by design, or ask other machines. */
const slow = new Set(['changes', 'upstreams/signIn/finish', 'doctor', 'updates/check', 'updates/install'])
/** With a PIN set, every other call of the set-up would be refused. */
const locking = new Set(['pin/set'])

/** Ends the agent, as it should. */
const ending = 'stop'
/** Would open windows on the screen of whoever runs this. */
const seen = 'openSystemPanel'
const procedures = proceduresIn(control).filter(
  (name) => name !== ending && name !== seen && !slow.has(name) && !locking.has(name),
)

function proceduresIn(router: object, path: readonly string[] = []): string[] {
  return Object.entries(router).flatMap(([name, part]) =>
    '~orpc' in part ? [[...path, name].join('/')] : proceduresIn(part, [...path, name]),
  )
}

const cloud = 'https://127.0.0.1:9'
const grants = [{ upstream: 'u0', allow: [{ methods: ['GET'], path: '/v1/**' }] }]
const basic = { id: 'u0', scheme: 'basic', baseUrl: cloud, username: 'a', password: 'b' }

/** An input that each procedure takes, or nearly. */
const inputs: Record<string, object> = {
  'upstreams/add': { entry: basic, probe: false },
  'upstreams/rotate': { id: 'u0', secrets: { password: 'c' }, probe: false },
  'upstreams/remove': { id: 'u0', force: true },
  'clients/add': { id: 'c0', name: 'Client', grants, origins: ['https://pos.example.com'] },
  'settings/set': { name: 'store.name', value: 'Shop' },
  'customers/lookUp': { upstream: 'u0', query: { type: 'mobile', value: '+919999999993' } },
  'verifications/start': { upstream: 'u0', to: { type: 'mobile', value: '+919999999993' } },
  'verifications/check': { id: `vf_${'a'.repeat(22)}`, code: '1234' },
  'audit/verify': { expectedHash: '0'.repeat(64) },
  'audit/list': { limit: 5 },
  'pairings/approve': { id: 'pr_0', grants },
  'pin/unlock': { pin: '123456' },
  provision: {
    limits: { queue: 10 },
    store: { country: 'IN', name: 'Shop' },
    upstreams: [basic],
    clients: [{ id: 'c1', name: 'Client', grants }],
  },
}
const anyId = { id: 'u0' }

const nasty = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    1e308,
    -0,
    '',
    ' ',
    'a'.repeat(70_000),
    [],
    {},
    [[]],
    'u0',
    'c0',
    '*',
    '/**',
    'GET',
  ),
  fc.constantFrom<unknown>(
    '\0',
    '\ufeffu0',
    'u0\u200b',
    '\u202eu0',
    '\ud800',
    'è',
    '__proto__',
    '../../etc',
    'file:///etc/passwd',
  ),
  fc.constantFrom<unknown>(
    'https://user:pw@host',
    'http://10.0.0.1',
    'http://127.0.0.1:1',
    'https://[::1',
    'javascript:0',
    '+49 (0)',
    '٠١٢٣',
  ),
  fc.constantFrom<unknown>(
    { __proto__: { id: 'x' } },
    { constructor: {} },
    { toJSON: 1 },
    { length: 1e9 },
    deep(2_000),
  ),
  fc.jsonValue({ maxDepth: 3 }),
)

function deep(levels: number): unknown {
  let value: unknown = 1
  for (let level = 0; level < levels; level += 1) value = [value]
  return value
}

/** Replaces, adds or drops a part of an input. */
const change = fc.record({
  at: fc.nat({ max: 30 }),
  how: fc.constantFrom('replace', 'drop', 'add', 'repeat'),
  value: nasty,
})
type Change = typeof change extends fc.Arbitrary<infer Value> ? Value : never

const input = (procedure: string) => {
  const usual = inputs[procedure] ?? anyId
  return mostly(
    fc.array(change, { maxLength: 2 }).map((changes) => changes.reduce(changed, structuredClone(usual) as unknown)),
    nasty,
    5,
  )
}

function changed(value: unknown, { at, how, value: nastyValue }: Change): unknown {
  // A later change must not reach into the grammar.
  const other = structuredClone(nastyValue)
  const places = placesIn(value)
  const place = places[at % Math.max(1, places.length)]
  if (!place) return other
  const { holder, key } = place
  if (how === 'drop') delete holder[key]
  else if (how === 'add') holder[`${key}X`] = other
  else if (how === 'repeat') holder[key] = [holder[key], holder[key]]
  else holder[key] = other
  return value
}

const maxDepth = 8

function placesIn(value: unknown, depth = 0): { holder: Record<string, unknown>; key: string }[] {
  if (typeof value !== 'object' || value === null || depth > maxDepth) return []
  const holder = value as Record<string, unknown>
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key], depth + 1)])
}

export const call: fc.Arbitrary<FuzzCall> = fc.constantFrom(...procedures).chain((procedure) =>
  fc.record({
    procedure: mostly(
      fc.constant(procedure),
      fc.constantFrom('', '..', 'clients', '__proto__', 'toString', 'clients/add/x'),
      20,
    ),
    body: mostly(
      input(procedure).map((value) => JSON.stringify({ json: value }) ?? 'null'),
      fc.oneof(
        fc.constantFrom(
          '',
          'null',
          '{',
          '[]',
          '{"json":',
          '{"json":{},"json":{}}',
          '{"meta":[[1,"json"]]}',
          `${'['.repeat(50_000)}`,
        ),
        fc.jsonValue().map((value) => JSON.stringify({ json: value, meta: [[0, 'id']] })),
        fc.string({ unit: 'binary', maxLength: 60 }),
      ),
    ),
  }),
)
