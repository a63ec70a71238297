import type { UpstreamView } from '#contract/upstream.ts'
import { Fault } from '#core/base/fault.ts'
import { divideProxy } from '#core/secrets/proxyPasswords.ts'
import { silentKeychainRemedy } from '#core/secrets/watchedVault.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { Upstream } from '#core/upstream/upstream.ts'

/** An upstream and whether it can be called. A presenter turns the problem into sentences. */
export type UpstreamSummary = Omit<UpstreamView, 'state' | 'code' | 'reason' | 'remedy'> & UpstreamCondition

type UpstreamCondition =
  | { state: 'ready'; problem?: undefined }
  /** @property problem why the upstream cannot be called; `locked` also means that the credential is not sent again */
  | { state: 'not-ready' | 'locked'; problem: Fault }

/** @param open absent when the upstream could not be opened */
export function summaryOf(
  { lockedAt, secrets: _, ...stored }: StoredUpstream,
  open: Upstream | undefined,
): UpstreamSummary {
  const { proxy } = divideProxy(stored.proxy)
  const { customers, browserSignIn } = open?.session ?? {}
  const signInPolicy = customers?.policy?.()
  const record = {
    ...stored,
    ...(proxy !== undefined && { proxy }),
    ...(browserSignIn && { signsInWithBrowser: true }),
    ...(signInPolicy && { signInPolicy }),
  }
  // On a full disk the lock is stored later.
  if (lockedAt !== undefined || open?.locked)
    return { ...record, state: 'locked', problem: new Fault('UPSTREAM_LOCKED') }
  if (!open) return { ...record, state: 'not-ready', problem: notUsable(record.id) }
  if (!open.session) return { ...record, state: 'not-ready', problem: open.problem ?? noCredential(record.id) }
  const problem = signInNeeded(open)
  return problem ? { ...record, state: 'not-ready', problem } : { ...record, state: 'ready' }
}

/** The problem of an upstream that a person has to sign in to with a browser; `undefined` for any other. */
export function signInNeeded({ id, session }: Upstream): Fault<'UPSTREAM_NOT_READY'> | undefined {
  const reason = session?.browserSignIn?.notSignedInReason()
  if (reason === undefined) return undefined
  const remedy = { action: 'sign-in-upstream', target: id } as const
  return new Fault('UPSTREAM_NOT_READY', reason, {}, remedy)
}

/** The problem of an upstream while the keychain does not say whether it has a credential. */
export function keychainSilent(): Fault<'UPSTREAM_NOT_READY'> {
  const detail = 'The keychain of this computer has not answered yet.'
  return new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds: 5 }, silentKeychainRemedy)
}

/** The problem of an upstream without a credential in the vault. */
export function noCredential(id: string): Fault<'UPSTREAM_NOT_READY'> {
  const remedy = { action: 'rotate-upstream', target: id } as const
  return new Fault('UPSTREAM_NOT_READY', `No credential is kept for "${id}".`, {}, remedy)
}

/** The problem of an upstream that is not open: this version cannot use its settings, or reads them just now. */
export function notUsable(id: string): Fault<'UPSTREAM_NOT_READY'> {
  const detail = `"${id}" is not open: its settings are being read, or cannot be used by this version of the till agent.`
  const remedy = 'If it stays so, update the till agent, or remove the upstream and add it anew.'
  return new Fault('UPSTREAM_NOT_READY', detail, { retryAfterSeconds: 5 }, remedy)
}
