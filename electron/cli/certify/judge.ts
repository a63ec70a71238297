import type { Evidence } from './evidence.ts'
import { type Finding, type RuleId, rules, type Verdict } from './rules.ts'
import type { Scenario } from './scenarios.ts'

export interface RuleResult extends Finding {
  rule: RuleId
  says: string
  /** Where to read, when the rule was not kept. */
  read: string
}

export interface ScenarioResult {
  scenario: string
  title: string
  /** `broken` by one broken rule; `unseen` where what it is about did not happen. */
  verdict: Verdict
  rules: RuleResult[]
}

/** Says how a POS did in one scenario. */
export function judge(scenario: Scenario, evidence: Evidence): ScenarioResult {
  // A POS that a person tries goes on.
  const ids = scenario.rules.filter((rule) => rule !== 'ended' || evidence.screen.kind === 'lines')
  const results = ids.map((rule): RuleResult => {
    const { says, read, judge: decide } = rules[rule]
    return { rule, says, read, ...decide(evidence) }
  })
  const has = (verdict: Verdict) => results.some((result) => result.verdict === verdict)
  const verdict = has('broken') ? 'broken' : has('unseen') ? 'unseen' : 'kept'
  return { scenario: scenario.id, title: scenario.title, verdict, rules: results }
}
