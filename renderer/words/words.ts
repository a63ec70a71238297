import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { ar } from './ar/ar.ts'
import { en } from './en/en.ts'

export const languages = { en: 'English', ar: 'العربية' } as const
export type Language = keyof typeof languages

/** The window's own preference: nothing about a till or a customer is ever kept in the page's storage. */
const preference = 'language'

export async function startWords(): Promise<void> {
  const kept = localStorage.getItem(preference)
  const wanted = kept ?? navigator.language.slice(0, 2)
  await i18next.use(initReactI18next).init({
    resources: { en: { words: en }, ar: { words: ar } },
    defaultNS: 'words',
    lng: wanted in languages ? wanted : 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false },
  })
  i18next.on('languageChanged', markDocument)
  markDocument(i18next.language)
}

export function speak(language: Language): void {
  localStorage.setItem(preference, language)
  void i18next.changeLanguage(language)
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
