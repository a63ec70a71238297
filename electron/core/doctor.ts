import type { Diagnosis, Finding } from '../contract/doctor.ts'
import type { Identity, UpstreamView } from '../contract/upstream.ts'
import type { AuditTrail } from './auditTrail.ts'
import type { Clock } from './clock.ts'
import { checkCredential } from './credentialCheck.ts'
import type { Diagnostics } from './diagnostics.ts'
import { Fault } from './fault.ts'
import type { Log } from './log.ts'
import { checkAudit, checkKeychain, checkPort, checkSettings, noUpstream } from './machineChecks.ts'
import type { Upstreams } from './upstreams.ts'
import type { Vault } from './vault.ts'
import { checkName, clockFinding, proxyFinding, tlsFinding } from './wayChecks.ts'

interface Ports {
  upstreams: Upstreams
  vault: Vault
  audit: AuditTrail
  clock: Clock
  log: Log
  diagnostics: Diagnostics | undefined
}

type About = Pick<Finding, 'check' | 'upstream'>

/** How long one thing is looked at: a dead host must not hold up the rest. */
const patienceMs = 10_000
/** How old a diagnosis may be where a new one would tell little more. */
const freshMs = 60_000

/** Looks for what is wrong with the till, and says what to do about it. Never fails: what could not be looked at is said. */
export class Doctor {
  readonly #ports: Ports
  #run: Promise<Diagnosis> | undefined
  #last: { diagnosis: Diagnosis; atMs: number } | undefined
  #posPort: number | undefined
  /** Those that outlast their run are joined by the next one: no credential is tried twice at once. */
  readonly #tests = new Map<string, Promise<Identity>>()
  readonly #giveUps = new Set<() => void>()

  constructor(ports: Ports) {
    this.#ports = ports
  }

  /** The POS door is meant to answer there from now on. */
  posOpenedAt(port: number): void {
    this.#posPort = port
  }

  /** Whoever asks while it looks gets what it finds then: a button pressed thrice tries no credential thrice. */
  diagnose(): Promise<Diagnosis> {
    this.#run ??= this.#look().finally(() => {
      this.#run = undefined
    })
    return this.#run
  }

  /** The last diagnosis if it is of this minute, or a new one. */
  recent(): Promise<Diagnosis> {
    const last = this.#last
    const isFresh = last && this.#ports.clock.monotonicMs() - last.atMs < freshMs
    return isFresh ? Promise.resolve(last.diagnosis) : this.diagnose()
  }

  /** Ends what is under way. */
  close(): void {
    for (const giveUp of this.#giveUps) giveUp()
  }

  async #look(): Promise<Diagnosis> {
    const { upstreams, clock } = this.#ports
    const views = upstreams.list()
    const ofUpstreams = views.map((view) => this.#lookAt(view))
    const findings = [
      ...(await this.#lookAtMachine()),
      ...(views.length === 0 ? [noUpstream] : []),
      ...(await Promise.all(ofUpstreams)).flat(),
    ]
    const diagnosis = { at: clock.now(), findings }
    this.#last = { diagnosis, atMs: clock.monotonicMs() }
    return diagnosis
  }

  async #lookAtMachine(): Promise<Finding[]> {
    const { vault, audit, diagnostics } = this.#ports
    const found = await Promise.all([
      this.#within({ check: 'keychain' }, async () => [await checkKeychain(vault)]),
      this.#within({ check: 'settings' }, async () => (diagnostics ? checkSettings(diagnostics) : [])),
      this.#within({ check: 'port' }, (signal) => checkPort(this.#posPort, diagnostics, signal)),
      this.#within({ check: 'audit' }, async () => checkAudit(audit)),
    ])
    return found.flat()
  }

  async #lookAt(view: UpstreamView): Promise<Finding[]> {
    const upstream = view.id
    const found = await Promise.all([
      this.#lookAlong(view),
      this.#within({ check: 'credential', upstream }, async () => [
        await checkCredential(view, this.#ports.upstreams, () => this.#test(upstream)),
      ]),
    ])
    return found.flat()
  }

  /** The way to an upstream, and the clock at its end. */
  async #lookAlong(view: UpstreamView): Promise<Finding[]> {
    const { clock, diagnostics } = this.#ports
    if (!diagnostics) return []
    const upstream = view.id
    const [named, knocked] = await Promise.all([
      this.#within({ check: 'dns', upstream }, async () => [
        await checkName(view, diagnostics.proxyFor(view), diagnostics),
      ]),
      this.#within({ check: 'tls', upstream }, async (signal) => {
        const proxy = diagnostics.proxyFor(view)
        const knock = await diagnostics.knock(view, signal)
        return [proxyFinding(view, proxy, knock), tlsFinding(view, knock), clockFinding(view, knock, clock.now())]
      }),
    ])
    return [...named, ...knocked]
  }

  #test(id: string): Promise<Identity> {
    const underWay = this.#tests.get(id)
    if (underWay) return underWay
    const test = this.#ports.upstreams.test(id).finally(() => this.#tests.delete(id))
    this.#tests.set(id, test)
    return test
  }

  async #within(about: About, look: (signal: AbortSignal) => Promise<Finding[]>): Promise<Finding[]> {
    const aborter = new AbortController()
    const tooLate = Promise.withResolvers<Finding[]>()
    const giveUp = () => {
      aborter.abort()
      tooLate.resolve([unanswered(about)])
    }
    this.#giveUps.add(giveUp)
    const callOff = this.#ports.clock.after(patienceMs, giveUp)
    try {
      return await Promise.race([look(aborter.signal), tooLate.promise])
    } catch (thrown) {
      return [this.#notLookedAt(about, thrown)]
    } finally {
      callOff()
      this.#giveUps.delete(giveUp)
    }
  }

  #notLookedAt(about: About, thrown: unknown): Finding {
    if (thrown instanceof Fault) return { ...about, outcome: 'trouble', sentence: thrown.detail, remedy: thrown.remedy }
    this.#ports.log.error('bug', thrown, { kind: `doctor ${about.check}`, upstream: about.upstream })
    return {
      ...{ ...about, outcome: 'attention' },
      sentence: 'This could not be looked at.',
      remedy: 'Look again; if it stays so, send a support bundle.',
      action: { action: 'check-again' },
    }
  }
}

function unanswered(about: About): Finding {
  const seconds = patienceMs / 1_000
  return {
    ...about,
    outcome: 'trouble',
    sentence: `There was no answer within ${seconds} seconds.`,
    remedy: about.upstream
      ? "Check the store's network, then look again."
      : 'Look again; if it stays so, start this machine again.',
    action: { action: 'check-again' },
  }
}
