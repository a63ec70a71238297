import type { i18n, TFunction } from 'i18next'
import type { InputIssue } from '#contract/faults/inputIssue.ts'
import { formats } from './format.ts'

/**
 * What is wrong with a value, by the rule it breaks. Of a rule that has no words here the agent says it in English; in another
 * language a person learns that the field is to be looked at, and beside it stands what belongs there.
 */
export function issueWords(
  { message, rule }: Pick<InputIssue, 'message' | 'rule'>,
  t: TFunction,
  { language }: Pick<i18n, 'language'>,
): string {
  if (rule === undefined)
    return language === 'en' ? message.charAt(0).toUpperCase() + message.slice(1) : t('parts.checkField')
  const { number, list } = formats(language)
  const limit = rule.limit === undefined ? '' : number(rule.limit)
  return t(`parts.rules.${rule.name}`, { limit, choices: list(rule.choices ?? []) })
}
