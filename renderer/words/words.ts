import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Language } from '#contract/setting.ts'
import { storedPreference, storePreference } from '#renderer/preferences/preference.ts'
import { catalogues } from '#words/catalogues.ts'
import { en } from '#words/en/en.ts'
import { bestLanguage } from '#words/languages.ts'

/** Starts i18next in the language that is asked for, else the stored one, else the best of the browser's, else English. */
export async function startWords(): Promise<void> {
  // What the settings of the start say stands above what was chosen in the window before.
  const asked = new URLSearchParams(location.search).get('language')
  const stored = storedPreference('language')
  const language = bestLanguage([asked, stored, ...navigator.languages].filter((tag) => typeof tag === 'string'))
  await i18next.use(initReactI18next).init({
    resources: { en: { words: en }, [language]: { words: await catalogues[language]() } },
    defaultNS: 'words',
    lng: language,
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  })
  i18next.on('languageChanged', markDocument)
  markDocument(i18next.language)
}

/** Switches the window to a language, and stores the choice. */
export function setLanguage(language: Language): Promise<void> {
  storePreference('language', language)
  return showLanguage(language)
}

/** The same without storing it. */
export async function showLanguage(language: Language): Promise<void> {
  i18next.addResourceBundle(language, 'words', await catalogues[language]())
  await i18next.changeLanguage(language)
}

function markDocument(language: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}
