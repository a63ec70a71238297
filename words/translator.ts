import { createInstance, type i18n } from 'i18next'
import type { Language } from '#contract/setting.ts'
import { catalogues } from './catalogues.ts'
import { en } from './en/en.ts'

/** Sentences of one language, for a host without a window. What its catalogue lacks comes in English. */
export type Translator = Pick<i18n, 't' | 'exists' | 'language' | 'dir'>

export async function translatorFor(language: Language): Promise<Translator> {
  const words = createInstance()
  await words.init({
    resources: { en: { words: en }, [language]: { words: await catalogues[language]() } },
    defaultNS: 'words',
    lng: language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  })
  return words
}
