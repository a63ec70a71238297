import type { Concern } from '#contract/status.ts'
import { upstreamPath, upstreamsPath } from '#renderer/parts/upstream/upstreamPath.ts'

export type RemedyKind = 'credential' | 'signIn' | 'pair' | 'setUp' | 'confirm' | 'decide' | 'setPin' | 'doctor'

/** The screen where a person puts a concern right. @param signsIn whether a person signs in to the upstream with a browser */
export function remedyOf(
  { code, about }: Pick<Concern, 'code' | 'about'>,
  signsIn: boolean,
): { kind: RemedyKind; path: string } {
  if (code === 'NO_UPSTREAM') return { kind: 'setUp', path: '/first-run' }
  if (code === 'NO_CLIENT') return { kind: 'pair', path: '/clients' }
  if (code === 'NO_PIN') return { kind: 'setPin', path: '/settings' }
  if (code === 'IDENTITY_UNCONFIRMED') return { kind: 'confirm', path: upstreamsPath }
  if (code === 'OUTBOX_NEEDS_PERSON' || code === 'OFFLINE_APPROVAL_NEEDED') return { kind: 'decide', path: '/outbox' }
  if (code === 'UPSTREAM_LOCKED') return { kind: 'credential', path: upstreamPath(about, 'credential') }
  if (code === 'UPSTREAM_NOT_READY' && signsIn) return { kind: 'signIn', path: upstreamPath(about, 'sign-in') }
  return { kind: 'doctor', path: '/doctor' }
}
