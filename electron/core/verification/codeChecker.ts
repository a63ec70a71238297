import type { FaultCode } from '#contract/faults/faults.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { KeyedLock } from '#core/base/keyedLock.ts'
import type { Secret } from '#core/base/secret.ts'
import type { Clients } from '#core/clients/clients.ts'
import type { CheckResult, CodeProvider } from '#core/scheme/codeProvider.ts'
import { lockIfRefused } from '#core/upstream/lockIfRefused.ts'
import type { Upstreams } from '#core/upstreams/upstreams.ts'
import { holderOf, type Requester, type VerificationAccess } from './access.ts'
import type { PrivateContents } from './keys/secrets.ts'
import type { OpenVerifications } from './openVerifications.ts'
import type { VerificationRepository } from './repository.ts'
import type { Statements } from './statement.ts'
import type { Holder, OpenVerification } from './store.ts'
import type { VerificationTransitions } from './transitions.ts'
import type { VerificationEvent } from './verification.ts'

interface Deps {
  upstreams: Upstreams
  clock: Clock
  repository: VerificationRepository
  access: VerificationAccess
  openVerifications: OpenVerifications
  transitions: VerificationTransitions
  /** By customer, so that tries are counted one after the other. */
  lock: KeyedLock
  clients: Pick<Clients, 'hasKey'>
  statements: Statements
}

/** Faults after which the upstream has certainly not seen the code, so the try is not counted. */
const notSentCodes: readonly FaultCode[] = [
  'UPSTREAM_UNREACHABLE',
  'UPSTREAM_UNTRUSTED',
  'UPSTREAM_NOT_READY',
  'UPSTREAM_LOCKED',
  'UPSTREAM_BUSY',
]

/** Has the upstream check the codes that customers name. */
export class CodeChecker {
  readonly #deps: Deps

  constructor(deps: Deps) {
    this.#deps = deps
  }

  /** @throws as `Verifications.check` */
  check(id: string, requester: Requester, code: Secret): Promise<void> {
    const { access, openVerifications, lock, transitions } = this.#deps
    return lock.run(access.find(id, requester).customer, async () => {
      const verification = openVerifications.find(id, requester)
      const provider = await access.providerFor(requester, verification.upstream)
      const contents = await openVerifications.contentsOf(verification, requester)
      if (!contents) return
      const counted = { ...verification, tries: verification.tries + 1 }
      const result = await this.#ask(provider, { verification, counted, contents, code })
      const holder = verification.holder ?? (requester.client && holderOf(requester.client))
      transitions.apply(counted, await this.#eventOf(result, verification, contents, holder), requester.actor)
      if (result.outcome === 'right') result.signIn?.(this.#ownerOf(holder))
    })
  }

  async #ask(provider: CodeProvider, { verification, counted, contents, code }: Try): Promise<CheckResult> {
    const { repository, upstreams } = this.#deps
    // Saved before the upstream is asked: ending the agent meanwhile gives nobody another try (attacks.md T54).
    repository.saveSilently(counted)
    try {
      return await lockIfRefused(upstreams, verification.upstream, () =>
        provider.check(contents.recipient, verification.purpose, contents.progress, code),
      )
    } catch (thrown) {
      if (thrown instanceof Fault && notSentCodes.includes(thrown.code)) repository.saveSilently(verification)
      else repository.save(counted)
      throw thrown
    }
  }

  async #eventOf(
    result: CheckResult,
    { id }: OpenVerification,
    { recipient }: PrivateContents,
    holder: Holder | undefined,
  ): Promise<VerificationEvent> {
    if (result.outcome !== 'right') return { type: 'code-not-accepted', outcome: result.outcome }
    const { statements, clock } = this.#deps
    const hmac = holder && (await statements.hmacOf(holder, id, recipient))
    return { type: 'code-right', holder, proof: { confirmedAt: clock.now(), hmac } }
  }

  /** None when its key was revoked while the upstream checked the code. */
  #ownerOf(holder: Holder | undefined): string | undefined {
    return holder && this.#deps.clients.hasKey(holder.keyDigest) ? holder.keyDigest : undefined
  }
}

/** One code to check. */
interface Try {
  verification: OpenVerification
  /** The same with this try counted. */
  counted: OpenVerification
  contents: PrivateContents
  code: Secret
}
