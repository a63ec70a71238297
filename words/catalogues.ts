import type { Language } from '#contract/setting.ts'
import type { Words } from './catalogue.ts'
import { en } from './en/en.ts'

/** English is always there, since what another language lacks is shown in it. Others are loaded when they are chosen. */
export const catalogues: { [Code in Language]: () => Promise<Words<Code> | typeof en> } = {
  en: async () => en,
  ar: async () => (await import('./ar/ar.ts')).ar,
  de: async () => (await import('./de/de.ts')).de,
  fr: async () => (await import('./fr/fr.ts')).fr,
  es: async () => (await import('./es/es.ts')).es,
  'pt-BR': async () => (await import('./pt-BR/pt-BR.ts')).ptBR,
  it: async () => (await import('./it/it.ts')).it,
  nl: async () => (await import('./nl/nl.ts')).nl,
  hi: async () => (await import('./hi/hi.ts')).hi,
  id: async () => (await import('./id/id.ts')).id,
  th: async () => (await import('./th/th.ts')).th,
  'zh-Hans': async () => (await import('./zh-Hans/zh-Hans.ts')).zhHans,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof en }
  }
}
