import type { Language } from '#contract/setting.ts'
import type { Words } from './catalogue.ts'
import { en } from './en/en.ts'

/** English is always there, since what another language lacks is shown in it. Others are loaded when they are chosen. */
export const catalogues: { [Code in Language]: () => Promise<Words<Code> | typeof en> } = {
  en: async () => en,
  ar: async () => (await import('./ar/ar.ts')).ar,
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'words'
    resources: { words: typeof en }
  }
}
