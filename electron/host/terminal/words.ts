import type { Language } from '#contract/setting.ts'
import type { Translator } from '#words/translator.ts'
import { terminalLanguage } from './language.ts'

let loaded: Translator | undefined

function language(): Language {
  return terminalLanguage(process.env, () => navigator.language)
}

/** The sentences for this terminal, in its language. Imported late: a command that prints none of them does not wait for them. */
export async function loadWords(): Promise<Translator> {
  if (loaded === undefined) {
    const { translatorFor } = await import('#words/translator.ts')
    loaded = await translatorFor(language())
  }
  return loaded
}

/** Loads what failures are told in, where that is not the agent's own English. */
export async function prepareWords(): Promise<void> {
  if (language() !== 'en') await loadWords()
}

/** The loaded sentences, where they are not in the agent's own English. */
export function foreignWords(): Translator | undefined {
  return loaded?.language === 'en' ? undefined : loaded
}
