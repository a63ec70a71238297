import type { ClientView } from '#contract/client.ts'
import type { Identity, UpstreamView } from '#contract/upstream.ts'
import { countries } from '#renderer/parts/format/countries.ts'

/** Where the person is in the first run. */
export type SetUp =
  | { step: 'store' }
  /** `pack`: the file of head office, as it is. */
  | { step: 'pack'; pack: string }
  | { step: 'upstream' }
  | { step: 'credential'; scheme: string }
  /** `identity` is undefined when the credential was stored without a test. */
  | { step: 'identity'; upstream: UpstreamView; identity: Identity | undefined }
  /** `previous`: the step that Back leads to; absent when the first run was resumed here. */
  | { step: 'pairing'; previous?: SetUp }
  /** The checkout cannot ask: a person makes its key. */
  | { step: 'by-hand' }
  | { step: 'ready' }

/** The steps as the progress bar counts them: `credential`, `identity` and `pack` are one. */
export const stages = ['store', 'upstream', 'credential', 'pairing', 'ready'] as const
export type Stage = (typeof stages)[number]

export function stageOf({ step }: SetUp): Stage {
  if (step === 'identity' || step === 'pack') return 'credential'
  return step === 'by-hand' ? 'pairing' : step
}

/** The step to resume at after the window was closed. */
export function resumeStep(upstreams: UpstreamView[], clients: ClientView[]): SetUp {
  if (upstreams.length === 0) return { step: 'store' }
  const unconfirmed = upstreams.find(({ isUnconfirmed, organisation, till }) => isUnconfirmed && (organisation ?? till))
  if (unconfirmed) return { step: 'identity', upstream: unconfirmed, identity: undefined }
  return clients.length === 0 ? { step: 'pairing' } : { step: 'ready' }
}

/** The upstream's id, chosen by scheme so that the person need not choose one. */
export function idFor(scheme: string): string {
  return idsByScheme[scheme] ?? scheme
}

const idsByScheme: Record<string, string> = {
  'capillary-till': 'loyalty',
  'capillary-oauth': 'loyalty',
  'capillary-customer': 'customers',
}

/** A clock that is off by more than a minute puts wrong times on receipts and makes codes fail. */
const tolerableSkewMs = 60_000

/** @param skewMs the upstream's clock minus this machine's, in milliseconds */
export function assessClock(skewMs: number | undefined): 'unknown' | 'right' | 'behind' | 'ahead' {
  if (skewMs === undefined) return 'unknown'
  if (Math.abs(skewMs) <= tolerableSkewMs) return 'right'
  return skewMs > 0 ? 'behind' : 'ahead'
}

/**
 * The country that time zone and languages agree on. A till in India often has Windows in American English, and a wrong country
 * has local numbers read as foreign ones: where they disagree, or the zone is of no one country, a person chooses.
 */
export function likelyCountry(timeZone: string, languages: readonly string[]): string {
  const zoneCountry = countryOfZone(timeZone)
  const named = languages.map((tag) => new Intl.Locale(tag).region).filter((region) => region?.length === 2)
  if (zoneCountry === undefined) return ''
  return named.length === 0 || named.includes(zoneCountry) ? zoneCountry : ''
}

/** Undefined for a zone of no country, such as UTC. */
function countryOfZone(timeZone: string): string | undefined {
  return countries.find((country) => zonesOf(country).includes(timeZone))
}

/** Every engine of ours has it (Intl Locale Info); the compiler does not know it yet. */
function zonesOf(country: string): readonly string[] {
  const locale: Intl.Locale & { getTimeZones?(): string[] | undefined } = new Intl.Locale(`und-${country}`)
  return locale.getTimeZones?.() ?? []
}
