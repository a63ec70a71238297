import type { SystemPanel } from '#contract/doctor.ts'
import type { DropStatus } from '#contract/drops/drop.ts'
import type { Identity } from '#contract/upstream.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log, LogState } from '#core/base/log.ts'
import type { Vault } from '#core/base/vault.ts'
import type { UpstreamSummary } from '#core/upstreams/summary.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { checkCertificate } from './certificateCheck.ts'
import { checkName, clockFinding, proxyFinding, tlsFinding, unreadableProxyFindings } from './connectivityChecks.ts'
import { checkCredential } from './credentialCheck.ts'
import type { Diagnostics } from './diagnostics.ts'
import { type Checked, type Diagnosis, type Finding, faultFinding } from './finding.ts'
import {
  type CheckedStore,
  checkAudit,
  checkDataAccess,
  checkEnvironment,
  checkKeychain,
  checkLog,
  checkPort,
  checkSettings,
  checkVerifications,
  noUpstream,
} from './hostChecks.ts'
import { withoutConsequences } from './oneCause.ts'
import type { PosEndpoint } from './posEndpoint.ts'
import type { StoreState } from './status.ts'
import type { SystemPanels } from './systemPanels.ts'

interface Deps {
  upstreams: Upstreams
  settings: CheckedStore
  vault: Vault
  audit: AuditTrail
  verifications: StoreState & CheckedStore
  /** Absent where there is no log. */
  logState: LogState | undefined
  clock: Clock
  log: Log
  posEndpoint: Pick<PosEndpoint, 'port'>
  diagnostics: Diagnostics | undefined
  panels: SystemPanels | undefined
  drops: { list(): readonly DropStatus[]; test(name: string): Promise<unknown> }
  telemetry: { check(signal: AbortSignal): Promise<Finding[]> }
  /** As in `NetworkSettings`. */
  certificateWarningDays(): number
}

/** What to do by hand instead. */
const noPanel: Record<SystemPanel, string> = {
  keychain: 'The keychain of this computer cannot be opened from here. Sign in to its desktop to unlock it.',
  clock: 'The clock of this computer cannot be opened from here. Set it in the settings of the system.',
}

/** Time for one check: a dead host must not hold up the others. */
const timeoutMs = 10_000
/** A diagnosis of this age is still good enough for a support bundle. */
const freshMs = 60_000

/** Checks what most often stops a till. Never fails: a check that could not be made is a finding too. */
export class Doctor {
  readonly #deps: Deps
  #run: Promise<Diagnosis> | undefined
  #last: { diagnosis: Diagnosis; atMs: number } | undefined
  /** Credential tests under way. A later run joins a test that outlasts its own: no credential is tried twice at once. */
  readonly #tests = new Map<string, Promise<Identity>>()
  /** Cancel the checks under way. */
  readonly #cancels = new Set<() => void>()

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** Callers during a run share its result: a button pressed three times tries no credential three times. */
  diagnose(): Promise<Diagnosis> {
    this.#run ??= this.#checkAll().finally(() => {
      this.#run = undefined
    })
    return this.#run
  }

  /** The last diagnosis if it is less than a minute old, else a new one. */
  recent(): Promise<Diagnosis> {
    const last = this.#last
    const isFresh = last && this.#deps.clock.monotonicMs() - last.atMs < freshMs
    return isFresh ? Promise.resolve(last.diagnosis) : this.diagnose()
  }

  /**
   * Opens a part of the system's settings, where a finding offered it.
   *
   * @throws Fault `NOT_SUPPORTED` where nobody would see it, or the system has no such program
   */
  async open(panel: SystemPanel): Promise<void> {
    const { panels, log } = this.#deps
    if (!(await panels?.open(panel))) throw new Fault('NOT_SUPPORTED', noPanel[panel])
    log.info('system-panel-opened', { detail: panel })
  }

  /** Ends the checks under way. */
  close(): void {
    for (const cancel of this.#cancels) cancel()
  }

  async #checkAll(): Promise<Diagnosis> {
    const { upstreams, clock } = this.#deps
    const summaries = upstreams.list()
    const ofUpstreams = summaries.map((summary) => this.#checkUpstream(summary))
    const findings = [
      ...(await this.#checkHost()),
      ...(summaries.length === 0 ? [noUpstream] : []),
      ...(await Promise.all(ofUpstreams)).flat(),
      ...(await Promise.all(this.#deps.drops.list().map((drop) => this.#checkDrop(drop)))).flat(),
      ...(await this.#within({ check: 'telemetry' }, (signal) => this.#deps.telemetry.check(signal))),
    ]
    const diagnosis = { at: clock.now(), findings }
    this.#last = { diagnosis, atMs: clock.monotonicMs() }
    return diagnosis
  }

  async #checkHost(): Promise<Finding[]> {
    const { settings, vault, audit, verifications, logState, posEndpoint, diagnostics, panels } = this.#deps
    const findings = await Promise.all([
      this.#within({ check: 'keychain' }, async () => [await checkKeychain(vault, panels)]),
      this.#within({ check: 'settings' }, async () => checkSettings(settings, diagnostics)),
      this.#within({ check: 'settings' }, () => checkDataAccess(diagnostics)),
      this.#within({ check: 'environment' }, async () => (diagnostics ? checkEnvironment(diagnostics) : [])),
      this.#within({ check: 'port' }, (signal) => checkPort(posEndpoint.port, diagnostics, signal)),
      this.#within({ check: 'audit' }, async () => checkAudit(audit)),
      this.#within({ check: 'verifications' }, async () => checkVerifications(verifications)),
      this.#within({ check: 'log' }, async () => (logState ? checkLog(logState) : [])),
    ])
    return findings.flat()
  }

  async #checkUpstream(summary: UpstreamSummary): Promise<Finding[]> {
    const { clock, certificateWarningDays } = this.#deps
    const upstream = summary.id
    const findings = await Promise.all([
      this.#checkConnection(summary),
      checkCertificate(summary, certificateWarningDays(), clock.now()),
      this.#within({ check: 'credential', upstream }, async () => [
        await checkCredential(summary, this.#deps.upstreams, () => this.#test(upstream)),
      ]),
    ])
    return withoutConsequences(findings.flat())
  }

  /** Both folders and the server. */
  #checkDrop({ name, refused }: DropStatus): Promise<Finding[]> {
    const check = 'drops'
    return this.#within({ check }, async () => {
      await this.#deps.drops.test(name)
      if (refused > 0)
        return [{ check, outcome: 'attention', reason: 'drop-refused', params: { name, count: refused } }]
      return [{ check, outcome: 'fine', reason: 'drop-works', params: { name } }]
    })
  }

  /** Name, proxy, TLS and the clock at the other end. */
  async #checkConnection(summary: UpstreamSummary): Promise<Finding[]> {
    const { upstreams, clock, diagnostics, panels } = this.#deps
    if (!diagnostics) return []
    const upstream = summary.id
    const endpointOf = () => upstreams.endpointOf(upstream)
    const [ofName, ofConnection] = await Promise.all([
      this.#within({ check: 'dns', upstream }, async () => [
        await checkName(summary, await diagnostics.proxyFor(endpointOf()), diagnostics),
      ]),
      this.#within({ check: 'tls', upstream }, async (signal) => {
        const endpoint = endpointOf()
        const proxy = await diagnostics.proxyFor(endpoint)
        if (proxy.kind === 'unreadable') return unreadableProxyFindings(summary, proxy.source)
        const probe = await diagnostics.probeConnection(endpoint, signal)
        return [
          proxyFinding(summary, proxy, probe),
          tlsFinding(summary, probe),
          clockFinding(summary, probe, clock.now(), panels),
        ]
      }),
    ])
    return [...ofName, ...ofConnection]
  }

  #test(id: string): Promise<Identity> {
    const underWay = this.#tests.get(id)
    if (underWay) return underWay
    const test = this.#deps.upstreams.test(id).finally(() => this.#tests.delete(id))
    this.#tests.set(id, test)
    return test
  }

  /** The findings of a check, or one that says why there are none: it timed out, was cancelled or failed. */
  async #within(checked: Checked, check: (signal: AbortSignal) => Promise<Finding[]>): Promise<Finding[]> {
    const aborter = new AbortController()
    const timedOut = Promise.withResolvers<Finding[]>()
    const cancel = () => {
      aborter.abort()
      timedOut.resolve([noAnswer(checked)])
    }
    this.#cancels.add(cancel)
    const stopTimer = this.#deps.clock.after(timeoutMs, cancel)
    try {
      return await Promise.race([check(aborter.signal), timedOut.promise])
    } catch (thrown) {
      return [this.#failed(checked, thrown)]
    } finally {
      stopTimer()
      this.#cancels.delete(cancel)
    }
  }

  #failed(checked: Checked, thrown: unknown): Finding {
    if (thrown instanceof Fault) return faultFinding(checked, thrown)
    this.#deps.log.error('bug', thrown, { kind: `doctor ${checked.check}`, upstream: checked.upstream })
    const action = { action: 'check-again' } as const
    return { ...checked, outcome: 'attention', reason: 'check-failed', params: null, action }
  }
}

function noAnswer(checked: Checked): Finding {
  const params = { seconds: timeoutMs / 1_000 }
  return { ...checked, outcome: 'trouble', reason: 'no-answer', params, action: { action: 'check-again' } }
}
