import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { en, type Words } from './en/en.ts'

export const languages = { en: 'English', ar: 'العربية' } as const
export type Language = keyof typeof languages

/** English is the one to fall back on, so it is always there; another comes when it is spoken. */
const catalogues: Record<Language, () => Promise<Words | typeof en>> = {
  en: async () => en,
  ar: async () => (await import('./ar/ar.ts')).ar,
}

/** The window's own preference: nothing about a till or a customer is ever kept in the page's storage. */
const preference = 'language'

export async function startWords(): Promise<void> {
  const kept = localStorage.getItem(preference)
  const wanted = kept ?? navigator.language.slice(0, 2)
  const language = isSpoken(wanted) ? wanted : 'en'
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

export async function speak(language: Language): Promise<void> {
  localStorage.setItem(preference, language)
  i18next.addResourceBundle(language, 'words', await catalogues[language]())
  await i18next.changeLanguage(language)
}

function isSpoken(language: string): language is Language {
  return Object.hasOwn(languages, language)
}

function markDocument(language: string): void {
  document.documentElement.lang = language
  document.documentElement.dir = i18next.dir(language)
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof en }
  }
}
