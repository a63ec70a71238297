import { expect, test } from 'vitest'
import type { InputRule } from '#contract/faults/inputIssue.ts'
import { issueWords } from '#words/issueWords.ts'
import { translatorFor } from '#words/translator.ts'

const ar = await translatorFor('ar')

test.each<[string, InputRule | undefined, string]>([
  ['the rule it breaks', { name: 'too-long', limit: 60 }, 'طويل جدًا. الحد الأقصى 60 من الأحرف.'],
  ['the choices', { name: 'one-of', choices: ['EU', 'APAC'] }, 'اختر واحدًا من: EU وAPAC.'],
  ['that it is to be looked at, where no rule is told', undefined, 'راجع ما أُدخل هنا.'],
])('of a wrong field an Arabic screen says %s', (_, rule, sentence) => {
  expect(issueWords({ message: 'must be something', ...(rule && { rule }) }, ar.t, ar)).toBe(sentence)
})

test('and an English one, without a rule, what the agent says', async () => {
  const en = await translatorFor('en')
  expect(issueWords({ message: 'must be an origin' }, en.t, en)).toBe('Must be an origin')
})
