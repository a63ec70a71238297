import type { Language } from '#contract/setting.ts'

/** Each language by its own name, in the order in which a person chooses. */
export const languages = {
  en: 'English',
  ar: 'العربية',
  de: 'Deutsch',
  fr: 'Français',
  es: 'Español',
  'pt-BR': 'Português (Brasil)',
  it: 'Italiano',
  nl: 'Nederlands',
  hi: 'हिन्दी',
  id: 'Bahasa Indonesia',
  th: 'ไทย',
  'zh-Hans': '简体中文',
} as const satisfies Record<Language, string>

export const languageCodes = Object.keys(languages) as readonly Language[]

/**
 * The first language that a person prefers and the product speaks, whatever its country: `pt-PT` gets the Portuguese there is,
 * and `zh-TW`, which is written in other characters, does not get simplified Chinese.
 *
 * @param preferred BCP 47, the best one first; what is no language at all is passed over
 */
export function bestLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const wanted = writingOf(tag)
    const found = languageCodes.find((code) => code === tag || (wanted !== undefined && writingOf(code) === wanted))
    if (found) return found
  }
  return 'en'
}

/** The language and its script, such as `zh-Hant`; `undefined` for text that is no tag. */
function writingOf(tag: string): string | undefined {
  try {
    const { language, script } = new Intl.Locale(tag).maximize()
    return `${language}-${script}`
  } catch {
    return undefined
  }
}
