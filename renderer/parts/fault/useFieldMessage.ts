import { useTranslation } from 'react-i18next'
import type { InputIssue } from '#contract/faults/inputIssue.ts'
import { issueWords } from '#words/issueWords.ts'

/** What is wrong with the value of one field, in the window's language. */
export function useFieldMessage(): (issue: InputIssue | undefined) => string | undefined {
  const { t, i18n } = useTranslation()
  return (issue) => issue && issueWords(issue, t, i18n)
}
