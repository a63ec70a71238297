import type { DisplayWordsFor } from '#api/web/display/askPage.ts'
import { catalogues } from '#words/catalogues.ts'
import { bestLanguage } from '#words/languages.ts'

/** What a page says that asks to become a customer display, in the best language that the browser asks for. */
export const displayWords: DisplayWordsFor = async (preferred) => {
  const language = bestLanguage(preferred)
  const { connecting } = (await catalogues[language]()).display
  return { ...connecting, language, direction: language === 'ar' ? 'rtl' : 'ltr' }
}
