import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Fault } from '#core/base/fault.ts'
import type { DoomedAgent } from './agent.ts'
import type { RecordingCloud } from './clouds.ts'
import { absent, type Ledger } from './ledger.ts'
import { readPassword } from './passwords.ts'
import { whoPath } from './setupChanges.ts'
import type { TrialContext } from './trial.ts'

interface Deps {
  ledger: Ledger
  clouds: readonly RecordingCloud[]
  /** Keys that were shown, by client. */
  keys: Map<string, string>
  context: TrialContext
}

const program = join(import.meta.dirname, 'keychainAccounts.ts')

/** Clients and upstreams that the trials set up beside those of the ledger. */
const ownClient = /^(?:admin|filler-\d+)$/
const ownUpstreams = new Set(['codes', 'sales'])

/** Looks whether the agent is in a state that the ledger allows, and settles the ledger by what it finds. */
export class Inspection {
  readonly #deps: Deps
  #lastTrail: { lastHash: string; lastSequence: number } | undefined

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @param after what had happened, for the report */
  async run(agent: DoomedAgent, after: string): Promise<void> {
    await this.#clients(agent, after)
    await this.#upstreams(agent, after)
    await this.#setting(agent, after)
    await this.#trail(agent, after)
  }

  /** The data directory was replaced. */
  forget(): void {
    this.#lastTrail = undefined
  }

  /** Secrets that no upstream in the settings owns. Takes a process of its own, so it is not done every time. */
  orphanSecrets(dataDir: string, env: NodeJS.ProcessEnv, after: string): void {
    const { installation, upstreams } = JSON.parse(readFileSync(join(dataDir, 'settings.json'), 'utf8'))
    const owned = new Set(upstreams.map(({ id }: { id: string }) => id))
    const accounts: string[] = JSON.parse(execFileSync(process.execPath, [program], { env, encoding: 'utf8' }))
    const prefix = `${installation}/`
    const orphans = accounts
      .filter((account) => account.startsWith(prefix))
      .map((account) => account.slice(prefix.length))
      .filter((account) => /^u\d/.test(account) && !owned.has(/^u\d+/.exec(account)?.[0]))
    if (orphans.length > 0) this.#found('no secret stays that nothing owns', orphans.join(', '), after)
  }

  async #clients(agent: DoomedAgent, after: string): Promise<void> {
    const { ledger, keys } = this.#deps
    const listed = new Set((await agent.control.clients.list()).map(({ id }) => id))
    for (const name of ledger.names().filter((known) => known.startsWith('client '))) {
      const id = name.slice('client '.length)
      this.#settle(name, listed.has(id) ? 'present' : absent, after)
      listed.delete(id)
      const key = keys.get(id)
      if (key === undefined) continue
      const { status } = await fetch(`${agent.url}/v1/status`, { headers: { 'Till-Agent-Key': key } })
      const isRight = status === (ledger.known(name) === absent ? 401 : 200)
      if (!isRight)
        this.#found('the key of a client is good as long as the client is there', `${name}: ${status}`, after)
      if (ledger.known(name) === absent) keys.delete(id)
    }
    const strange = [...listed].filter((id) => !ownClient.test(id))
    if (strange.length > 0) this.#found('no client comes from nowhere', strange.join(', '), after)
  }

  async #upstreams(agent: DoomedAgent, after: string): Promise<void> {
    const { ledger } = this.#deps
    const listed = new Map((await agent.control.upstreams.list()).map((upstream) => [upstream.id, upstream]))
    for (const name of ledger.names().filter((known) => known.startsWith('upstream '))) {
      const id = name.slice('upstream '.length)
      const upstream = listed.get(id)
      listed.delete(id)
      const found = upstream ? await this.#credentialOf(agent, id) : absent
      this.#settle(name, found, after)
    }
    const strange = [...listed.keys()].filter((id) => !ownUpstreams.has(id))
    if (strange.length > 0) this.#found('no upstream comes from nowhere', strange.join(', '), after)
  }

  /** The cloud that an upstream's probe reaches, and the serial number of the password that it carries. */
  async #credentialOf(agent: DoomedAgent, id: string): Promise<string> {
    const target = whoPath(id)
    const arrivals = () =>
      this.#deps.clouds.flatMap((cloud) => cloud.arrivals.filter((arrival) => arrival.target === target))
    const before = new Set(arrivals())
    try {
      await agent.control.upstreams.test({ id })
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown
      return `refused with ${thrown.code}`
    }
    const [arrival, ...more] = arrivals().filter((candidate) => !before.has(candidate))
    if (!arrival || more.length > 0) return `asked ${more.length + (arrival ? 1 : 0)} times`
    const password = readPassword(arrival.password)
    if (!password) return 'with a torn secret'
    if (password.upstream !== id || password.cloud !== arrival.cloud)
      return `to ${arrival.cloud} with the secret of ${password.upstream} at ${password.cloud}`
    return `${arrival.cloud} ${password.serial}`
  }

  async #setting(agent: DoomedAgent, after: string): Promise<void> {
    const settings = await agent.control.settings.list()
    const value = settings.find(({ name }) => name === 'store.name')?.value
    this.#settle('setting store.name', value === undefined ? absent : String(value), after)
  }

  /** The trail is intact, and holds the row that was its last one when this was called before. */
  async #trail(agent: DoomedAgent, after: string): Promise<void> {
    const last = this.#lastTrail
    const verdict = await agent.control.audit.verify(last ? { expectedHash: last.lastHash } : {})
    if (!verdict.intact) {
      this.#found('the audit trail is intact', `row ${verdict.sequence}: ${verdict.reason}`, after)
      this.#lastTrail = undefined
      return
    }
    this.#lastTrail = verdict
    this.#deps.context.count('trails verified')
  }

  #settle(name: string, found: string, after: string): void {
    const { ledger } = this.#deps
    const possible = ledger.possible(name)
    if (ledger.settle(name, found)) return
    this.#found(promiseFor(name, found), `${name} is ${found}, not ${possible.join(' or ')}`, after)
  }

  #found(promise: string, seen: string, after: string): void {
    this.#deps.context.found(promise, seen, { after })
  }
}

/** The promise that a state breaks which the ledger does not allow. */
function promiseFor(name: string, found: string): string {
  if (found.includes('torn')) return 'no secret is torn'
  if (found.includes('with the secret of')) return 'a secret goes only to the cloud that it was made for'
  if (found.startsWith('refused')) return 'a change of settings and keychain is finished or undone at the next start'
  return `an acknowledged change of the ${name.split(' ')[0]}s is kept`
}
