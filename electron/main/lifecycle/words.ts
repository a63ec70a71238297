import { app } from 'electron'
import type { Language } from '#contract/setting.ts'
import { bestLanguage } from '#words/languages.ts'
import { type Translator, translatorFor } from '#words/translator.ts'

/** The sentences of tray and dialogs. @param chosen in place of the languages of the system */
export function hostWords(chosen: Language | undefined): Promise<Translator> {
  return translatorFor(chosen ?? bestLanguage(app.getPreferredSystemLanguages()))
}
