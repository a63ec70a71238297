import type { CounterSettings, SaleFactName, SaleFacts } from '#contract/sale.ts'

/** The rules in force. `asks` is absent where the window asks nothing. */
export type CounterRules = {
  [Name in Exclude<keyof CounterSettings, 'asks'>]-?: Exclude<CounterSettings[Name], undefined>
} & Pick<CounterSettings, 'asks'>

export const defaultCounter: CounterRules = {
  enrol: 'off',
  staffMinutes: 30,
  volume: 40,
  unlockMinutes: 10,
  displaySeconds: 180,
  displayEndSeconds: 8,
  displayNumbers: 5,
}

export function counterRulesOf({ counter }: { counter?: CounterSettings | undefined }): CounterRules {
  return Object.assign({}, defaultCounter, counter)
}

/** What a cashier has yet to tell before a customer is verified. */
export function missingFacts({ asks }: Pick<CounterRules, 'asks'>, facts: SaleFacts): SaleFactName[] {
  const names = (asks?.split(',') ?? []).map((name) => name.trim() as SaleFactName)
  return [...new Set(names)].filter((name) => facts[name] === undefined)
}
