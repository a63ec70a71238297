import type { UpstreamView } from '#contract/upstream.ts'
import type { UpstreamSummary } from '#core/upstreams/summary.ts'
import { remedyText } from './remedies.ts'

export function presentUpstream({ problem, ...summary }: UpstreamSummary): UpstreamView {
  if (!problem) return summary
  return { ...summary, code: problem.code, reason: problem.detail, remedy: remedyText(problem.remedy) }
}
