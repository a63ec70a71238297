import { beforeAll, describe, expect, test } from 'vitest'
import type { Agent } from '#core/agent.ts'
import { Fault } from '#core/base/fault.ts'
import { digestOf } from '#core/clients/clientKey.ts'
import { knownNames } from '#core/secrets/secretNames.ts'
import { type AtStep, createMachine } from '#test/support/doomedStores.ts'
import { strideOf } from '#test/support/sample.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream, type TestUpstream } from '#test/support/upstream.ts'

// `provision` moves an upstream to another cloud with another password, and the process is killed between the keychain and
// the settings: the old cloud was sent the new password at the next start.

let east: TestUpstream
let west: TestUpstream

beforeAll(async () => {
  east = await startUpstream()
  west = await startUpstream()
  return async () => {
    await east.close()
    await west.close()
  }
})

const clientKey = `ta_pos_${'k'.repeat(43)}`
const everything = [{ methods: ['*'] as ['*'], path: '/**' }]

function entryAt({ url }: TestUpstream, password: string) {
  return { id: 'loyalty', scheme: 'basic', baseUrl: url, username: 'till', password }
}

function provision(agent: Agent, ...upstreams: object[]): Promise<unknown> {
  return agent.provision({ upstreams, clients: [] } as never)
}

type Machine = ReturnType<typeof createMachine>

function startOn(machine: Machine, atStep?: AtStep) {
  const { settings, vault, steps, killed } = machine.start(atStep)
  return startTill({ isSetUp: false, settings, vault }).then((till) => ({ ...till, steps, killed }))
}

/** Where a sale goes and with which password; the fault's code when it goes nowhere. */
async function saleOn(till: { url: string }): Promise<string> {
  for (const cloud of [east, west]) cloud.forget()
  const response = await fetch(`${till.url}/via/loyalty/sale`, { headers: { 'Till-Agent-Key': clientKey } })
  const arrivals = [east, west].flatMap((cloud) => cloud.seen.map(({ headers }) => ({ cloud, headers })))
  const [arrival] = arrivals
  if (!arrival) return response.headers.get('till-agent-fault') ?? 'nothing'
  expect(arrivals).toHaveLength(1)
  const [, password] = Buffer.from(arrival.headers.authorization?.slice(6) ?? '', 'base64')
    .toString()
    .split(':')
  return `${arrival.cloud === east ? 'east' : 'west'} ${password}`
}

interface Change {
  name: string
  /** The upstream that is there before; absent when there is none. */
  before: (() => object) | undefined
  act: (agent: Agent) => Promise<unknown>
  /** Where a sale goes when it is undone, and when it is done. */
  outcomes: [undone: string, done: string]
}

const stride = strideOf(3)
const atEast = () => entryAt(east, 'old')

const changes: Change[] = [
  {
    name: 'adding an upstream',
    before: undefined,
    act: (agent) => agent.upstreams.add(entryAt(east, 'new') as never, false),
    outcomes: ['UNKNOWN_UPSTREAM', 'east new'],
  },
  {
    name: 'rotating its credential',
    before: atEast,
    act: (agent) => agent.upstreams.rotate('loyalty', { password: 'new' }, false),
    outcomes: ['east old', 'east new'],
  },
  {
    name: 'moving it to another cloud by provisioning',
    before: atEast,
    act: (agent) => provision(agent, entryAt(west, 'new')),
    outcomes: ['east old', 'west new'],
  },
  {
    name: 'moving it with the same password',
    before: atEast,
    act: (agent) => provision(agent, entryAt(west, 'old')),
    outcomes: ['east old', 'west old'],
  },
  {
    name: 'giving it a proxy with a password',
    before: atEast,
    act: (agent) =>
      provision(agent, { ...entryAt(west, 'new'), proxy: 'http://till@127.0.0.1:1', proxyPassword: 'hunter2' }),
    outcomes: ['east old', 'UPSTREAM_UNREACHABLE'],
  },
  {
    name: 'removing it',
    before: atEast,
    act: (agent) => agent.upstreams.remove('loyalty', true),
    outcomes: ['east old', 'UNKNOWN_UPSTREAM'],
  },
]

/** A machine with the upstream, if there is one before, and with a client that may send everything to it. */
async function prepared({ before }: Change): Promise<Machine> {
  const machine = createMachine()
  const till = await startOn(machine)
  till.agent.clients.add({ id: 'pos', name: 'POS', origins: [], grants: [] })
  if (before) await provision(till.agent, before())
  await till.close()
  const { settings } = machine.start()
  const now = settings.read()
  const grants = [{ upstream: 'loyalty', allow: everything }]
  settings.write({
    ...now,
    clients: now.clients.map((client) => ({ ...client, grants, keyDigest: digestOf(clientKey) })),
  })
  return machine
}

/** Makes the nth step fail, and only that one. */
function failingOnce(at: number): { atStep: AtStep; failed: () => boolean } {
  let hasFailed = false
  const atStep: AtStep = (step, nth) => {
    if (nth !== at || hasFailed) return undefined
    hasFailed = true
    return new Fault(step === 'settings' ? 'SETTINGS_UNWRITABLE' : 'KEYCHAIN_LOCKED')
  }
  return { atStep, failed: () => hasFailed }
}

/** Every secret is named by an upstream, and nothing is left to do. */
function expectSettled(machine: Machine): void {
  const settings = machine.settings()
  expect(settings.secretJournal).toBeUndefined()
  expect(knownNames(settings)).toEqual(expect.arrayContaining(Object.keys(machine.secrets())))
}

describe.each(changes)('$name', (change) => {
  test('is whole or undone after a kill before and after every step', async () => {
    const seen = new Set<string>()
    for (let at = 0, isDone = false; !isDone; at += stride) {
      const machine = await prepared(change)
      const doomed = await startOn(machine, (_, nth) => (nth === at ? 'kill' : undefined))
      const outcome = await Promise.race([
        doomed.killed,
        change.act(doomed.agent).then(
          () => 'done',
          (thrown) => thrown,
        ),
      ])
      isDone = outcome !== 'killed' && doomed.steps.length <= at
      const restarted = await startOn(machine)
      const sale = await saleOn(restarted)
      expect(change.outcomes, `killed before step ${at} (after ${doomed.steps.join(', ')})`).toContain(sale)
      seen.add(sale)
      expectSettled(machine)
      await restarted.close()
    }
    expect([...seen].toSorted()).toEqual(change.outcomes.toSorted())
  })

  test('is refused and undone when any of its steps fails, and then can be made', async () => {
    for (let at = 0; ; at += stride) {
      const machine = await prepared(change)
      const { atStep, failed } = failingOnce(at)
      const till = await startOn(machine, atStep)
      const [undone, done] = change.outcomes
      const failure = await change.act(till.agent).then(
        () => undefined,
        (thrown) => thrown.code,
      )
      const isRefused = failure !== undefined && change.name !== 'removing it'
      if (!failed() || isRefused) expectSettled(machine)
      if (!failed()) break
      const sale = await saleOn(till)
      // An upstream is gone once the settings say so, also when its secret could not be removed.
      expect([
        [undefined, done],
        ['SETTINGS_UNWRITABLE', undone],
        ['KEYCHAIN_LOCKED', change.name === 'removing it' ? done : undone],
      ]).toContainEqual([failure, sale])
      await till.close()
      const restarted = await startOn(machine)
      expect(await saleOn(restarted)).toBe(sale)
      expectSettled(machine)
      if (sale === undone) await change.act(restarted.agent)
      expect(await saleOn(restarted)).toBe(done)
      await restarted.close()
    }
  })
})
