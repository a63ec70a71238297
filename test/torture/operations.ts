import type { DoomedAgent } from './agent.ts'
import { absent } from './ledger.ts'
import type { Change } from './setupChanges.ts'
import type { Stage } from './stage.ts'

/** A change of the setup that is made again and again, each time with another fault. */
export interface Operation {
  name: string
  /** Brings the stage where the change can be made. @returns whether that was done: a busy keychain may refuse it */
  prepare(stage: Stage, agent: DoomedAgent): Promise<boolean>
  act(stage: Stage, agent: DoomedAgent): Promise<Change>
}

const client = 'c0'
const upstream = 'u0'

export const operations: readonly Operation[] = [
  {
    name: 'client add',
    prepare: ensureNoClient,
    act: ({ changes }, agent) => changes.client(agent, client),
  },
  {
    name: 'client revoke',
    prepare: ensureClient,
    act: ({ changes }, agent) => changes.client(agent, client),
  },
  {
    name: 'setting set',
    prepare: async () => true,
    act: ({ changes }, agent) => changes.setting(agent),
  },
  {
    name: 'upstream add',
    prepare: ensureNoUpstream,
    act: ({ changes }, agent) => changes.addUpstream(agent, upstream),
  },
  {
    name: 'upstream rotate',
    prepare: ensureUpstream,
    act: (stage, agent) => stage.changes.rotateUpstream(agent, upstream, cloudOf(stage)),
  },
  {
    name: 'upstream moved by provisioning',
    prepare: ensureUpstream,
    act: (stage, agent) => stage.changes.moveUpstream(agent, upstream, cloudOf(stage)),
  },
  {
    name: 'upstream remove',
    prepare: ensureUpstream,
    act: ({ changes }, agent) => changes.removeUpstream(agent, upstream),
  },
]

async function ensureNoClient({ ledger, changes }: Stage, agent: DoomedAgent): Promise<boolean> {
  return ledger.known(`client ${client}`) === absent || isDone(await changes.client(agent, client))
}

async function ensureClient({ ledger, changes }: Stage, agent: DoomedAgent): Promise<boolean> {
  return ledger.known(`client ${client}`) !== absent || isDone(await changes.client(agent, client))
}

async function ensureNoUpstream({ ledger, changes }: Stage, agent: DoomedAgent): Promise<boolean> {
  return ledger.known(`upstream ${upstream}`) === absent || isDone(await changes.removeUpstream(agent, upstream))
}

/** One that was found in a state that should not be is set up anew. */
async function ensureUpstream(stage: Stage, agent: DoomedAgent): Promise<boolean> {
  const state = stage.ledger.known(`upstream ${upstream}`)
  if (stage.clouds.some(({ name }) => state.startsWith(`${name} `))) return true
  return (await ensureNoUpstream(stage, agent)) && isDone(await stage.changes.addUpstream(agent, upstream))
}

function isDone({ outcome }: Change): boolean {
  return outcome === 'done'
}

function cloudOf({ ledger, clouds }: Stage) {
  const state = ledger.known(`upstream ${upstream}`)
  const cloud = clouds.find(({ name }) => state.startsWith(`${name} `))
  if (!cloud) throw new Error(`${upstream} is ${state}`)
  return cloud
}
