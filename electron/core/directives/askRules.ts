import type { Ask, AskView, CredentialProof, KnownAsk } from '#contract/fleet/asks.ts'
import type { HttpOutcome } from '#core/network/controlHttp.ts'
import type { Settings } from '#core/settings/settings.ts'
import { isAmong } from './allowedHosts.ts'
import { isThisTill } from './bar.ts'

export type BundleAsk = KnownAsk & { kind: 'support-bundle' }

/** Asks that head office names no more, and that are shown all the same. */
const maxPast = 20

/** What one try came to. */
export type TryResult =
  | { outcome: 'again'; reason: string; proofs?: CredentialProof[] }
  | { outcome: 'done' | 'failed' | 'refused'; reason?: string; proofs?: CredentialProof[] }

/** What a file asks of this till: of two with one id the first. */
export function asksOf(asks: readonly Ask[], settings: Pick<Settings, 'enrolment' | 'installation'>): Ask[] {
  const own = asks.filter(({ till }) => isThisTill(till, settings))
  return own.filter(({ id }, at) => own.findIndex((ask) => ask.id === id) === at)
}

/**
 * The records once these asks are read: new ones wait, and what waited and is not asked for any more is withdrawn. Every id
 * that the file still names is remembered.
 */
export function withAsks(records: readonly AskView[], asks: readonly KnownAsk[], now: number): AskView[] {
  const named = new Map(asks.map((ask) => [ask.id, ask]))
  const known = records.map((record): AskView => {
    const ask = named.get(record.id)
    if (record.state !== 'waiting') return record
    // What is shown is what will be done.
    return ask ? { ...record, ...shownOf(ask) } : { ...record, state: 'withdrawn', endedAt: now }
  })
  const isNew = ({ id }: KnownAsk) => !records.some((record) => record.id === id)
  const fresh = asks
    .filter(isNew)
    .map((ask): AskView => ({ ...shownOf(ask), state: 'waiting', askedAt: now, tries: 0 }))
  const past = known.filter(({ id }) => !named.has(id)).slice(0, maxPast)
  return [...fresh, ...known.filter((record) => named.has(record.id) || past.includes(record))]
}

function shownOf(ask: KnownAsk): Pick<AskView, 'id' | 'kind' | 'host'> {
  const { id, kind } = ask
  return { id, kind, ...(ask.kind === 'support-bundle' && { host: new URL(ask.uploadTo).host }) }
}

/** Written down before the try is made: one that ends the process counts as well. */
export function withTry(record: AskView): AskView {
  return { ...record, tries: record.tries + 1 }
}

/** @param maxTries after so many it has failed @param now wall clock */
export function afterTry(record: AskView, result: TryResult, maxTries: number, now: number): AskView {
  const { outcome, reason, proofs } = result
  const { reason: _, ...before } = record
  const tried: AskView = { ...before, ...(reason !== undefined && { reason }), ...(proofs && { proofs }) }
  if (outcome !== 'again') return { ...tried, state: outcome, endedAt: now }
  return tried.tries < maxTries ? tried : { ...tried, state: 'failed', endedAt: now }
}

/** Codes after which another try may end otherwise. */
const passing: readonly string[] = [
  ...['CREDENTIAL_UNPROVEN', 'UPSTREAM_UNREACHABLE'],
  ...['KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED'],
]

/** Whether an upstream is still to be asked. A refusal is never tried again: clouds lock accounts after a few (capillary.md 0.8). */
export function isUnproven(upstream: string, proofs: readonly CredentialProof[] = []): boolean {
  const outcome = proofs.find((proof) => proof.upstream === upstream)?.outcome
  return outcome === undefined || passing.includes(outcome)
}

export function proofResult(proofs: CredentialProof[]): TryResult {
  const unproven = proofs.find(({ outcome }) => passing.includes(outcome))
  if (unproven) return { outcome: 'again', reason: unproven.outcome, proofs }
  const refused = proofs.find(({ outcome }) => outcome !== 'accepted')
  return refused ? { outcome: 'failed', reason: refused.outcome, proofs } : { outcome: 'done', proofs }
}

/**
 * Whether a bundle may go there: to the host of the releases, and to those that the till's own setting names. A key of head
 * office that was stolen would otherwise have every till tell the thief how it is set up.
 *
 * @param feed address of the releases @param bundleHosts as the setting `fleet.bundleHosts` has them
 */
export function mayReceiveBundles(uploadTo: string, feed: string, bundleHosts: string | undefined): boolean {
  const { host } = new URL(uploadTo)
  return (URL.canParse(feed) && new URL(feed).host === host) || isAmong(host, bundleHosts)
}

/** 408, 429 and the server's own failures pass (RFC 9110, section 15); a redirect is not followed. */
export function uploadResult(reply: Pick<HttpOutcome, 'kind'> & { status?: number }): TryResult {
  const { kind, status = 0 } = reply
  if (kind === 'silence') return { outcome: 'again', reason: 'UPSTREAM_UNREACHABLE' }
  if (status >= 200 && status < 300) return { outcome: 'done' }
  const reason = `HTTP_${status}`
  return status === 408 || status === 429 || status >= 500
    ? { outcome: 'again', reason }
    : { outcome: 'failed', reason }
}

/** Where the bundle is put: a folder gets a file that is named by the ask and the till. */
export function uploadAddress({ uploadTo, id, till }: BundleAsk): URL {
  const url = new URL(uploadTo)
  if (url.pathname.endsWith('/')) url.pathname += `${id}.${encodeURIComponent(till)}.bundle.json`
  return url
}
