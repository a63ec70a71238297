import type { Identity } from '#contract/upstream.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Secret } from '#core/base/secret.ts'
import { damagedIsAbsent } from '#core/base/vault.ts'
import type { CertificateFacts } from '#core/network/clientCertificate.ts'
import type { Network } from '#core/network/network.ts'
import type { UpstreamCredentials } from '#core/secrets/credentials.ts'
import type { SecretJournal } from '#core/secrets/secretJournal.ts'
import { hasSameDestinations, planSecrets, type SecretPlan, storedNames } from '#core/secrets/secretNames.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import { type ParsedEntry, withStoredSecrets } from './entry.ts'
import type { OpenUpstreams } from './openUpstreams.ts'
import { recordOf, type SetupCause } from './record.ts'
import type { UpstreamRecords } from './records.ts'
import type { UpstreamSessions } from './sessions.ts'
import { noCredential } from './summary.ts'
import { withUsualWay } from './usualWay.ts'

interface Deps {
  records: UpstreamRecords
  upstreams: OpenUpstreams
  credentials: UpstreamCredentials
  journal: SecretJournal
  sessions: UpstreamSessions
  network: Pick<Network, 'readCertificate'>
  clock: Clock
}

/** Upstreams whose secrets are in the vault already. */
export interface PreparedUpstreams {
  /** For the caller to write to the settings at once, all in one write. A lock that was set meanwhile is in them. */
  records(): StoredUpstream[]
  /** Present when there was a probe. */
  identity: Identity | undefined
  /** Takes the upstreams into use and removes what they replace. Call it once the settings hold the records. */
  commit(): Promise<void>
  /** Removes what was stored. Call it when the settings could not be written. */
  undo(): Promise<void>
}

/** One upstream that is set up. */
interface Task {
  entry: ParsedEntry
  setup: SetupCause
  plan: SecretPlan
  credential: Secret
  /** Of a certificate that is set. */
  facts: CertificateFacts | undefined
}

/** Stores the secrets of upstreams that are set up, beside those in use, so that one write of the settings changes over. */
export class UpstreamPreparation {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Verifies credentials where asked to and stores all secrets in the vault.
   *
   * @throws Fault `INVALID_INPUT` for a certificate of no use · `CREDENTIAL_REFUSED` or `CREDENTIAL_UNPROVEN` from the probe · the vault's and the settings' faults.
   * Nothing is stored then
   *
   * @param gone ends the question whether an upstream accepts its credential
   */
  async prepare(
    entries: readonly ParsedEntry[],
    cause: SetupCause['cause'],
    probe: boolean,
    gone?: AbortSignal,
  ): Promise<PreparedUpstreams> {
    const { journal } = this.#deps
    const tasks: Task[] = []
    for (const entry of entries) tasks.push(await this.#plan(this.#onItsWay(entry, cause), cause))
    const fresh = tasks.flatMap(({ plan }) => plan.fresh)
    journal.reserve(fresh)
    const undo = async () => {
      journal.release(fresh)
      await journal.trySweep()
    }
    try {
      const identities: (Identity | undefined)[] = []
      for (const task of tasks) identities.push(await this.#store(task, probe, gone))
      const records = () => tasks.map((task, at) => this.#recordOf(task, identities[at]))
      const commit = async () => {
        journal.release(fresh)
        for (const task of tasks) await this.#open(task)
        await journal.trySweep()
      }
      return { records, identity: identities[0], commit, undo }
    } catch (thrown) {
      await undo()
      throw thrown
    }
  }

  #onItsWay(entry: ParsedEntry, cause: SetupCause['cause']): ParsedEntry {
    // These two bring the record, not an entry.
    return cause === 'rotated' || cause === 'changed'
      ? entry
      : withUsualWay(entry, this.#deps.records.find(entry.common.id))
  }

  async #plan(entry: ParsedEntry, cause: SetupCause['cause']): Promise<Task> {
    const { records } = this.#deps
    const { scheme, common, settings, proxyPassword, certificate } = entry
    const facts = certificate && this.#deps.network.readCertificate(certificate)
    const replaced = cause === 'rotated' || cause === 'changed' ? await this.#storedBefore(common.id) : undefined
    const credential = entry.keepsCredential
      ? unlessMissing(common.id, replaced)
      : scheme.toStoredCredential(withStoredSecrets(entry, replaced), settings)
    const setup = await this.#setupOf(cause, entry, credential)
    const before = 'before' in setup ? setup.before : undefined
    const keeps = {
      credential: entry.keepsCredential ?? (setup.cause === 'provisioned' && setup.isSameCredential),
      storage: before !== undefined && hasSameDestinations(before, { ...common, settings }),
      proxy: await this.#keepsProxyPassword(setup, common, proxyPassword),
      certificate: await this.#keepsCertificate(setup, entry),
    }
    return { entry, setup, credential, facts, plan: planSecrets(common.id, before, keeps, records.settings()) }
  }

  #storedBefore(id: string): Promise<Secret | undefined> {
    const { records, credentials } = this.#deps
    return credentials.read(records.get(id)).catch(damagedIsAbsent)
  }

  async #setupOf(cause: SetupCause['cause'], entry: ParsedEntry, credential: Secret): Promise<SetupCause> {
    const { records, credentials } = this.#deps
    const { common, keepsCredential, certificate, changesWay } = entry
    const { id, proxy } = common
    if (cause === 'added') return { cause }
    if (cause === 'changed') return { cause, before: records.get(id) }
    if (cause === 'rotated') {
      const isAlone = keepsCredential === true && !certificate
      return { cause, before: records.get(id), ...(changesWay && { way: { proxy, isAlone } }) }
    }
    const before = records.find(id)
    const stored = before && (await credentials.read(before).catch(damagedIsAbsent))
    return { cause, before, isSameCredential: stored?.reveal() === credential.reveal() }
  }

  /** A rotation without a proxy's password leaves that of the vault, unless it leads by another proxy. */
  async #keepsProxyPassword(
    setup: SetupCause,
    common: ParsedEntry['common'],
    password: Secret | undefined,
  ): Promise<boolean> {
    if (setup.cause === 'added' || !setup.before) return false
    if (isOfRecord(setup) && !password) return setup.before.proxy === common.proxy
    const { secrets } = setup.before
    return this.#deps.credentials.proxyPasswords.isKept({ ...common, ...(secrets && { secrets }) }, password)
  }

  /** A rotation without a certificate leaves that of the vault. */
  async #keepsCertificate(setup: SetupCause, { certificate }: ParsedEntry): Promise<boolean> {
    if (setup.cause === 'added' || !setup.before) return false
    if (isOfRecord(setup) && !certificate) return true
    return this.#deps.credentials.clientCertificates.isKept(setup.before, certificate)
  }

  async #store(
    { entry, setup, plan, credential }: Task,
    probe: boolean,
    gone: AbortSignal | undefined,
  ): Promise<Identity | undefined> {
    const { credentials, journal, sessions } = this.#deps
    const { scheme, common, settings, proxyPassword, certificate } = entry
    const { names, fresh } = plan
    const isRotated = isOfRecord(setup)
    const address = {
      ...{ ...common, secrets: names },
      ...(!(isRotated && !proxyPassword) && { proxyPassword: () => proxyPassword }),
      ...(!(isRotated && !certificate) && { clientCertificate: () => certificate }),
    }
    const identity =
      probe && !(isProvenAlready(setup, entry) && !fresh.includes(names.certificate))
        ? await about(common.id, setup, () =>
            sessions.verifyCredential(scheme, settings, credential, address, { gone }),
          )
        : undefined
    if (fresh.includes(names.credential)) await journal.write(names.credential, credential)
    if (fresh.includes(names.proxy)) await credentials.proxyPasswords.store(names.proxy, common.proxy, proxyPassword)
    if (fresh.includes(names.certificate)) await credentials.clientCertificates.store(names.certificate, certificate)
    return identity
  }

  #recordOf({ entry, setup, plan, facts }: Task, identity: Identity | undefined): StoredUpstream {
    const { records, clock } = this.#deps
    const { id } = entry.common
    // Its credential may have been refused since this change began.
    const now = 'before' in setup && setup.before ? { ...setup, before: records.get(id) } : setup
    const { secrets: _, ...record } = recordOf(entry, now, identity, clock.now())
    return { ...record, ...(facts && { certificate: facts }), ...storedNames(id, plan.names) }
  }

  /** A rotation keeps the connections, unless they came by the old way, a proxy's old password or the old certificate. */
  async #open({ setup, entry, credential }: Task): Promise<void> {
    const { upstreams, records } = this.#deps
    const record = records.get(entry.common.id)
    const isSameWay = !entry.changesWay && !entry.proxyPassword && !entry.certificate
    if (setup.cause === 'rotated' && isSameWay) await upstreams.replaceSession(record, credential)
    else await upstreams.reopen(record.id)
  }
}

/** Whether what it leaves out stays as the record has it. */
function isOfRecord({ cause }: SetupCause): boolean {
  return cause === 'rotated' || cause === 'changed'
}

/** @throws Fault `UPSTREAM_NOT_READY` */
function unlessMissing(id: string, credential: Secret | undefined): Secret {
  if (!credential) throw noCredential(id)
  return credential
}

/** A file that is applied again asks no upstream about what it has accepted, and tries no wrong credential once more. */
function isProvenAlready(setup: SetupCause, { common, settings }: ParsedEntry): boolean {
  if (setup.cause !== 'provisioned' || !setup.before || !setup.isSameCredential) return false
  const proven = ({ scheme, baseUrl, caFile, proxy, expect }: ParsedEntry['common'], its: object) =>
    JSON.stringify([scheme, baseUrl, caFile, proxy, expect, its])
  return proven(setup.before, setup.before.settings) === proven(common, settings)
}

/** In a file with several upstreams the fault has to say which one it is about. */
async function about<Result>(id: string, { cause }: SetupCause, verify: () => Promise<Result>): Promise<Result> {
  try {
    return await verify()
  } catch (thrown) {
    if (!(thrown instanceof Fault) || (cause !== 'provisioned' && cause !== 'changed')) throw thrown
    throw new Fault(thrown.code, `"${id}": ${thrown.detail}`, thrown.data, thrown.remedy)
  }
}
