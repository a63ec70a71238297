import type { ClientView } from '../../../electron/contract/client.ts'
import type { Identity, UpstreamView } from '../../../electron/contract/upstream.ts'

export type SetUp =
  | { step: 'store' }
  | { step: 'cloud' }
  | { step: 'credential'; scheme: string }
  /** `identity` is missing when the upstream was not asked. */
  | { step: 'identity'; upstream: UpstreamView; identity: Identity | undefined }
  /** `before`: where the way back leads, for who came from there. */
  | { step: 'pairing'; before?: SetUp }
  | { step: 'ready' }

/** What a person sees of the way: choosing a cloud, signing in to it and looking who answered are one. */
export const stages = ['store', 'cloud', 'credential', 'pairing', 'ready'] as const
export type Stage = (typeof stages)[number]

export function stageOf({ step }: SetUp): Stage {
  return step === 'identity' ? 'credential' : step
}

/** Where somebody goes on who closed the window half-way. */
export function resumed(upstreams: UpstreamView[], clients: ClientView[]): SetUp {
  if (upstreams.length === 0) return { step: 'store' }
  return clients.length === 0 ? { step: 'pairing' } : { step: 'ready' }
}

/** The name the upstream goes by in addresses, so nobody has to think one up. */
export function idFor(scheme: string): string {
  return names[scheme] ?? scheme
}

const names: Record<string, string> = {
  'capillary-till': 'loyalty',
  'capillary-oauth': 'loyalty',
  'capillary-customer': 'customers',
}

/** Beyond a minute off, receipts and codes go wrong. */
const tolerableSkewMs = 60_000

/** @param skewMs the upstream's clock minus ours */
export function clockVerdict(skewMs: number | undefined): 'unknown' | 'right' | 'behind' | 'ahead' {
  if (skewMs === undefined) return 'unknown'
  if (Math.abs(skewMs) <= tolerableSkewMs) return 'right'
  return skewMs > 0 ? 'behind' : 'ahead'
}

/** As the system's language says, if it names one: `en-IN` is India. */
export function likelyCountry(languages: readonly string[]): string {
  return languages.map((tag) => new Intl.Locale(tag).region).find((region) => region?.length === 2) ?? ''
}
