import { Fault } from '#core/base/fault.ts'
import type { SeededRandom } from '#test/support/seededRandom.ts'
import type { DoomedAgent } from './agent.ts'
import type { RecordingCloud } from './clouds.ts'
import { absent, type Ledger } from './ledger.ts'
import { makePassword } from './passwords.ts'

/** How a change ended: `cut` when the agent died before it answered, else `done` or the code of the fault. */
export interface Change {
  name: string
  outcome: string
}

interface Deps {
  ledger: Ledger
  clouds: readonly RecordingCloud[]
  random: SeededRandom
}

export const clientIds = ['c0', 'c1', 'c2', 'c3', 'c4', 'c5']
export const upstreamIds = ['u0', 'u1', 'u2', 'u3']
const present = 'present'

/** The page by which an upstream's credential is tested. */
export function whoPath(id: string): string {
  return `/who/${id}`
}

/** Changes the setup at random, and keeps the ledger of what the agent has acknowledged. */
export class SetupChanges {
  readonly #deps: Deps
  readonly keys = new Map<string, string>()
  #serial = 0

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Adds a client or takes its key away. */
  async client(agent: DoomedAgent, id = this.#deps.random.anyOf(clientIds)): Promise<Change> {
    if (this.#deps.ledger.known(`client ${id}`) === absent) {
      this.keys.delete(id)
      return this.#change(`client ${id}`, present, async () => {
        const { key } = await agent.control.clients.add({ id, name: id })
        this.keys.set(id, key)
      })
    }
    return this.#change(`client ${id}`, absent, () => agent.control.clients.revoke({ id }))
  }

  /** Adds, rotates, moves or removes an upstream. */
  async upstream(agent: DoomedAgent, id = this.#deps.random.anyOf(upstreamIds)): Promise<Change> {
    const { random, ledger, clouds } = this.#deps
    const state = ledger.known(`upstream ${id}`)
    if (state === absent) return this.addUpstream(agent, id)
    const cloud = clouds.find(({ name }) => state.startsWith(`${name} `))
    const change = random.anyOf(['rotate', 'move', 'remove'] as const)
    // An upstream that was found in a state that should not be is removed.
    if (!cloud || change === 'remove') return this.removeUpstream(agent, id)
    return change === 'move' ? this.moveUpstream(agent, id, cloud) : this.rotateUpstream(agent, id, cloud)
  }

  addUpstream(agent: DoomedAgent, id: string, cloud = this.#deps.random.anyOf(this.#deps.clouds)): Promise<Change> {
    const { state, entry } = this.#entry(id, cloud)
    return this.#change(`upstream ${id}`, state, () => agent.control.upstreams.add({ entry, probe: false }))
  }

  rotateUpstream(agent: DoomedAgent, id: string, cloud: RecordingCloud): Promise<Change> {
    const { state, entry } = this.#entry(id, cloud)
    const secrets = { password: entry.password }
    return this.#change(`upstream ${id}`, state, () => agent.control.upstreams.rotate({ id, secrets, probe: false }))
  }

  /** By provisioning, to another cloud and with another password: two stores that must change together. */
  moveUpstream(agent: DoomedAgent, id: string, from: RecordingCloud): Promise<Change> {
    const { clouds, random } = this.#deps
    const { state, entry } = this.#entry(id, random.anyOf(clouds.filter((cloud) => cloud !== from)))
    return this.#change(`upstream ${id}`, state, () => agent.control.provision({ upstreams: [entry], clients: [] }))
  }

  removeUpstream(agent: DoomedAgent, id: string): Promise<Change> {
    return this.#change(`upstream ${id}`, absent, () => agent.control.upstreams.remove({ id, force: true }))
  }

  setting(agent: DoomedAgent): Promise<Change> {
    this.#serial += 1
    const value = `Shop ${this.#serial}`
    return this.#change('setting store.name', value, () => agent.control.settings.set({ name: 'store.name', value }))
  }

  #entry(id: string, { name, url }: RecordingCloud) {
    this.#serial += 1
    const password = makePassword(id, name, this.#serial, this.#deps.random)
    const entry = { id, scheme: 'basic', baseUrl: url, username: id, password, probePath: whoPath(id) }
    return { state: `${name} ${this.#serial}`, entry }
  }

  async #change(name: string, next: string, act: () => Promise<unknown>): Promise<Change> {
    const { ledger } = this.#deps
    const before = ledger.known(name)
    ledger.begin(name, next)
    try {
      await act()
      ledger.acknowledge(name, next)
      return { name, outcome: 'done' }
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      if (thrown.code === 'OUTCOME_UNKNOWN') return { name, outcome: 'cut' }
      ledger.refuse(name, before)
      return { name, outcome: thrown.code }
    }
  }
}
