import type { ScenarioResult } from './judge.ts'

/** What is signed, and handed to whoever wants to see that a POS was tried. */
export interface Report {
  /** The POS, as its vendor names it. */
  pos: string
  /** Of the agent that tried it. */
  agentVersion: string
  /** How the till signed in to the cloud that it was tried with. */
  scheme: string
  /** ISO 8601. */
  at: string
  how: 'by a person' | 'by a command'
  /** Whether every scenario was tried, and every rule kept. */
  passed: boolean
  /** Scenarios that were left out. */
  skipped: string[]
  scenarios: ScenarioResult[]
}

/** A report with its signature: a JWT by ES256 whose claims are the report, and the key to check it with. */
export interface SignedReport {
  report: Report
  signature: string
  publicKey: Record<string, unknown>
}

/** @param wanted ids of the scenarios that belong to the POS; the others are left out, and the report says so */
export function reportOf(
  facts: Pick<Report, 'pos' | 'agentVersion' | 'scheme' | 'at' | 'how'>,
  results: readonly ScenarioResult[],
  skipped: readonly string[],
): Report {
  const passed = results.length > 0 && results.every(({ verdict }) => verdict === 'kept')
  return { ...facts, passed, skipped: [...skipped], scenarios: [...results] }
}

const marks = { kept: '✓', broken: '✗', unseen: '?' }

/** For a terminal: one line a scenario, and below it what was not kept. */
export function resultText({ scenario, title, verdict, rules }: ScenarioResult): string {
  const lines = rules
    .filter((rule) => rule.verdict !== 'kept')
    .map(({ verdict: mark, says, seen, read }) => `    ${marks[mark]} ${says}\n      ${seen ?? ''} Read ${read}.`)
  return [`${marks[verdict]} ${title} (${scenario})`, ...lines].join('\n')
}
