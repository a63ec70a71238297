import type { Identity } from '#contract/upstream.ts'

/** A sentence that says as whom an upstream knows this till if it tells, how fast it answered and how far its clock is off. */
export function identityText(
  id: string,
  { organisation, till, person, clockSkewMs, latencyMs, notice }: Identity,
): string {
  const name = person ?? (till && `till ${till}`)
  const as = name && `knows this till as ${name}${organisation ? ` of ${organisation}` : ''} and `
  const known = `"${id}" ${as ?? ''}answered in ${Math.round(latencyMs)} ms.`
  const sentence = notice ? `${known} ${notice}` : known
  if (clockSkewMs === undefined || Math.abs(clockSkewMs) < 60_000) return sentence
  return `${sentence} Its clock and this machine's differ by ${Math.round(Math.abs(clockSkewMs) / 1000)} s.`
}
