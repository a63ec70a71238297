import type { Finding } from '../../../electron/contract/doctor.ts'

interface FindingGroup {
  /** Absent: this machine. */
  upstream: string | undefined
  findings: Finding[]
}

/** This machine first, then each upstream in the order the doctor looked at them. */
export function findingGroups(findings: readonly Finding[]): FindingGroup[] {
  const groups = [...Map.groupBy(findings, ({ upstream }) => upstream)]
  return groups
    .map(([upstream, own]) => ({ upstream, findings: own }))
    .sort((one, other) => Number(one.upstream !== undefined) - Number(other.upstream !== undefined))
}
