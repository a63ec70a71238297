import type { Identity } from '#contract/upstream.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import type { UpstreamCredentials } from '#core/secrets/credentials.ts'
import type { Upstream } from '#core/upstream/upstream.ts'
import type { UpstreamEvents } from '#core/upstream/upstreamEvents.ts'
import type { OpenUpstreams } from './openUpstreams.ts'
import { identityFieldsOf } from './record.ts'
import type { UpstreamRecords } from './records.ts'
import type { UpstreamSessions } from './sessions.ts'
import { noCredential, signInNeeded } from './summary.ts'

interface Deps {
  records: UpstreamRecords
  upstreams: OpenUpstreams
  credentials: UpstreamCredentials
  sessions: UpstreamSessions
  events: Pick<UpstreamEvents, 'lock'>
  log: Log
  changes: ChangeFeed
}

/** Tests the credentials of upstreams that are set up. */
export class CredentialTest {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /**
   * Sends the credential once. A refusal locks the upstream.
   *
   * @throws Fault `UNKNOWN_UPSTREAM` · `UPSTREAM_NOT_READY` · `CREDENTIAL_REFUSED` · `CREDENTIAL_UNPROVEN` ·
   * `CREDENTIAL_UNEXPECTED` · the vault's
   */
  async run(id: string): Promise<Identity> {
    const { records, upstreams, credentials, sessions, events } = this.#deps
    const record = records.get(id)
    const upstream = upstreams.get(id)
    const { session } = upstream
    const problem = signInNeeded(upstream)
    if (problem) throw problem
    const stored = await credentials.read(record)
    if (!stored) throw noCredential(id)
    try {
      const current = { current: session }
      const identity = await sessions.verifyCredential(upstream.scheme, record.settings, stored, record, current)
      this.#storeIdentity(id, identity)
      this.#recordExpectation(upstream, undefined)
      return identity
    } catch (thrown) {
      const isRefused = thrown instanceof Fault && thrown.code === 'CREDENTIAL_REFUSED'
      // Not a credential that took its place meanwhile.
      if (isRefused && upstreams.find(id)?.session === session) events.lock(id)
      if (thrown instanceof Fault && thrown.code === 'CREDENTIAL_UNEXPECTED') this.#recordExpectation(upstream, thrown)
      throw thrown
    }
  }

  /** The credential is of no harm to the upstream, so it is not locked; what the till does with it is a concern. */
  #recordExpectation(upstream: Upstream, unexpected: Fault | undefined): void {
    if (upstream.unexpected?.detail === unexpected?.detail) return
    upstream.unexpected = unexpected
    this.#deps.changes.publish('status')
  }

  /** A failure is logged only: the next test tries again. */
  #storeIdentity(id: string, identity: Identity): void {
    const { records, log } = this.#deps
    const { organisation, till } = records.get(id)
    if (organisation === identity.organisation && till === identity.till) return
    try {
      records.update(id, identityFieldsOf(identity))
    } catch (thrown) {
      log.error('identity-not-stored', thrown, { upstream: id })
    }
  }
}
