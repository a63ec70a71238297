import type { Concern } from '../../../electron/contract/status.ts'
import { upstreamPath } from '../upstreams/upstreamPath.ts'

export type RemedyKind = 'credential' | 'signIn' | 'pair' | 'setUp' | 'doctor'

/** Where a person puts a concern right. @param signsIn whether the upstream is signed in to with a browser */
export function remedyOf(
  { code, about }: Pick<Concern, 'code' | 'about'>,
  signsIn: boolean,
): { kind: RemedyKind; path: string } {
  if (code === 'NO_UPSTREAM') return { kind: 'setUp', path: '/first-run' }
  if (code === 'NO_CLIENT') return { kind: 'pair', path: '/programs' }
  if (code === 'UPSTREAM_LOCKED') return { kind: 'credential', path: upstreamPath(about, 'credential') }
  if (code === 'UPSTREAM_NOT_READY' && signsIn) return { kind: 'signIn', path: upstreamPath(about, 'sign-in') }
  return { kind: 'doctor', path: '/doctor' }
}
