import type { RuleId } from './rules.ts'
import { type Scenario, sellsAgain } from './scenarios.ts'

/** Ways of authenticating whose POS can be led through trouble. A POS of SCAYLE or Gini has other steps than a sale. */
export const certifiedSchemes = ['capillary-till', 'oauth2', 'basic', 'header'] as const
export type CertifiedScheme = (typeof certifiedSchemes)[number]

/** What only a cloud can show that knows customers, codes and a busy customer. */
const knownAlone = new Set(['busy-customer', 'wrong-code', 'code-expired'])
const rulesOfKnown = new Set<RuleId>(['customer-found', 'code-confirmed'])

/** The scenarios that a POS of this scheme can be led through. */
export function scenariosFor(scheme: CertifiedScheme, scenarios: readonly Scenario[]): readonly Scenario[] {
  if (scheme === 'capillary-till') return scenarios
  return scenarios
    .filter(({ id }) => !knownAlone.has(id))
    .map((scenario) => {
      const { question, ...known } = scenario
      // A sale may be one request here, so it takes two of them to be too many.
      const isTooMany = scenario.id === 'too-many'
      const acts = isTooMany ? [...scenario.acts, sellsAgain] : scenario.acts
      return {
        // It asks for the name of a customer.
        ...(scenario.id === 'sale' ? { ...known, title: 'Sell' } : scenario),
        ...(isTooMany && { limits: { person: fewRequests(0.1), program: fewRequests(1) } }),
        rules: scenario.rules.filter((rule) => !rulesOfKnown.has(rule)),
        acts: acts.map((act) => ({ ...act, does: act.does.replace(', with a code', '') })),
      }
    })
}

const fewRequests = (requestsPerSecond: number) => ({ requestsPerSecond, burst: 1 })
