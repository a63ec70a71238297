import type { UpstreamSummary } from '#core/upstreams/summary.ts'
import type { Finding } from './finding.ts'

const dayMs = 86_400_000

/** Until when the till's certificate for an upstream is good. */
export type Validity = { state: 'valid' } | { state: 'expiring'; days: number } | { state: 'expired' }

/** @param warningDays from so many days before its end on it is told of @param now milliseconds since 1970 */
export function validityOf(expiresAt: number, warningDays: number, now: number): Validity {
  if (expiresAt <= now) return { state: 'expired' }
  const days = Math.floor((expiresAt - now) / dayMs)
  return days < warningDays ? { state: 'expiring', days } : { state: 'valid' }
}

/** Nothing for an upstream to which the till shows no certificate. */
export function checkCertificate(
  { id, certificate }: Pick<UpstreamSummary, 'id' | 'certificate'>,
  warningDays: number,
  now: number,
): Finding[] {
  if (!certificate) return []
  const checked = { check: 'certificate', upstream: id } as const
  const validity = validityOf(certificate.expiresAt, warningDays, now)
  switch (validity.state) {
    case 'valid':
      return [{ ...checked, outcome: 'fine', reason: 'certificate-valid', params: certificate }]
    case 'expiring': {
      const params = { ...certificate, days: validity.days }
      return [{ ...checked, outcome: 'attention', reason: 'certificate-expiring', params }]
    }
    case 'expired':
      return [{ ...checked, outcome: 'trouble', reason: 'certificate-expired', params: certificate }]
  }
}
