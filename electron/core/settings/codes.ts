import type { CodeSettings } from '#contract/codes.ts'
import type { Settings } from './settings.ts'

/** All settings of codes. `countries` is absent where codes stay in the store's own country. */
export type CodeRules = {
  [Name in Exclude<keyof CodeSettings, 'countries'>]-?: Exclude<CodeSettings[Name], undefined>
} & Pick<CodeSettings, 'countries'>

/**
 * Room for a busy shop: a checkout that verifies a customer a minute, ten checkouts behind one agent. A program in a loop
 * reaches them within seconds.
 */
export const defaultCodeRules: CodeRules = {
  perCustomerPerDay: 10,
  perClientPerHour: 60,
  perClientPerDay: 400,
  perTillPerHour: 120,
  perTillPerDay: 800,
  perStorePerHour: 600,
  perStorePerDay: 4_000,
  perForeignCountryPerDay: 100,
  // What looks like a proof and is none: a store whose servers read `method` turns it on.
  overridesPerDay: 0,
  brokered: 'count',
}

export function codeRulesOf({ codes }: Pick<Settings, 'codes'>): CodeRules {
  return Object.assign({}, defaultCodeRules, codes)
}
