import type { Identity } from '../contract/upstream.ts'

/** Who an upstream says we are, in a sentence. */
export function identityText(id: string, { organisation, till, clockSkewMs, latencyMs }: Identity): string {
  const who = till ? ` as till ${till}${organisation ? ` of ${organisation}` : ''}` : ''
  const sentence = `"${id}" knows this till${who} and answered in ${Math.round(latencyMs)} ms.`
  if (clockSkewMs === undefined || Math.abs(clockSkewMs) < 60_000) return sentence
  return `${sentence} Its clock and this machine's differ by ${Math.round(Math.abs(clockSkewMs) / 1000)} s.`
}
