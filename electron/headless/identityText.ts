import type { Identity } from '../contract/upstream.ts'

/** Who an upstream says we are, in a sentence. */
export function identityText(
  id: string,
  { organisation, till, person, clockSkewMs, latencyMs, notice }: Identity,
): string {
  const name = person ?? (till && `till ${till}`)
  const who = name ? ` as ${name}${organisation ? ` of ${organisation}` : ''}` : ''
  const known = `"${id}" knows this till${who} and answered in ${Math.round(latencyMs)} ms.`
  const sentence = notice ? `${known} ${notice}` : known
  if (clockSkewMs === undefined || Math.abs(clockSkewMs) < 60_000) return sentence
  return `${sentence} Its clock and this machine's differ by ${Math.round(Math.abs(clockSkewMs) / 1000)} s.`
}
