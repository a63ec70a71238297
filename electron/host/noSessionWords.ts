import type { NoSessionWordsFor } from '#api/web/noSessionPage.ts'
import { catalogues } from '#words/catalogues.ts'
import { bestLanguage } from '#words/languages.ts'

const rightToLeft: readonly string[] = ['ar']

/** What the window says when it was signed out, in the best language that the browser asks for. */
export const noSessionWords: NoSessionWordsFor = async (preferred) => {
  const language = bestLanguage(preferred)
  const { title, remedy, command, remember } = (await catalogues[language]()).shell.signedOut
  return { language, direction: rightToLeft.includes(language) ? 'rtl' : 'ltr', title, remedy, command, remember }
}
