import type { Finding } from '#contract/doctor.ts'

interface FindingGroup {
  /** `undefined`: this machine. */
  upstream: string | undefined
  findings: Finding[]
}

/** Groups findings: this machine first, then each upstream in the order of the check-up. */
export function findingGroups(findings: readonly Finding[]): FindingGroup[] {
  const groups = [...Map.groupBy(findings, ({ upstream }) => upstream)]
  return groups
    .map(([upstream, own]) => ({ upstream, findings: own }))
    .sort((a, b) => Number(a.upstream !== undefined) - Number(b.upstream !== undefined))
}
