import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Language } from '#contract/setting.ts'
import { showLanguage } from '#renderer/words/words.ts'
import type { Shown } from './useDisplayView.ts'
import { forgetMs } from './useEntry.ts'

/**
 * Gives each customer the language of the store: once the last question is over, whether the display was idle since or not. A language
 * that is chosen on the idle page counts for the question that follows, and is forgotten where none does.
 */
export function useCustomerLanguage(shown: Shown): Language {
  const { i18n } = useTranslation()
  const language = i18n.language as Language
  const [ownLanguage] = useState(language)
  const isAway = shown.step === 'away'
  const askId = 'askId' in shown ? shown.askId : undefined
  const lastAskId = useRef(askId)
  useEffect(() => {
    // The question may still be there once the agent answers again.
    if (isAway) return
    const isOver = lastAskId.current !== undefined && lastAskId.current !== askId
    lastAskId.current = askId
    if (isOver) void showLanguage(ownLanguage)
  }, [isAway, askId, ownLanguage])
  useEffect(() => {
    if (askId !== undefined || language === ownLanguage) return
    const timer = setTimeout(() => void showLanguage(ownLanguage), forgetMs)
    return () => clearTimeout(timer)
  }, [askId, language, ownLanguage])
  return language
}
