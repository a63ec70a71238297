import type { Finding } from './finding.ts'

const onTheWay: readonly Finding['check'][] = ['dns', 'proxy', 'tls']

/**
 * The findings of one upstream with each cause said once: what could not be checked only because the upstream cannot be reached is
 * skipped, since the trouble on the way to it has the remedy.
 */
export function withoutConsequences(findings: readonly Finding[]): Finding[] {
  const isInTrouble = (...checks: Finding['check'][]) =>
    findings.some(({ check, outcome }) => outcome === 'trouble' && checks.includes(check))
  return findings.map((finding) => {
    const { check, upstream } = finding
    const skipped = { check, ...(upstream !== undefined && { upstream }), outcome: 'skipped', params: null } as const
    if (finding.reason === 'unreachable' && isInTrouble('dns')) return { ...skipped, reason: 'way-unknown' }
    // Any other trouble with a credential is the upstream's own word, or this machine's.
    const isUntested = check === 'credential' && finding.action?.action === 'test-upstream'
    return isUntested && isInTrouble(...onTheWay) ? { ...skipped, reason: 'not-reached' } : finding
  })
}
