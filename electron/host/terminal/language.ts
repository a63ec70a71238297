import type { Language } from '#contract/setting.ts'
import { bestLanguage } from '#words/languages.ts'

/**
 * The language of a terminal: the one that LC_ALL, LC_MESSAGES or LANG names, in that order, before it those of LANGUAGE, as in
 * gettext. `C` and `POSIX` are English. Where no variable says it, as on Windows, the system does.
 *
 * @param system asked for its own only where no variable says one; BCP 47
 */
export function terminalLanguage(env: NodeJS.ProcessEnv, system: () => string): Language {
  const said = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '')
  if (said === undefined) return bestLanguage([system()])
  const own = tagOf(said)
  if (own === undefined) return 'en'
  const preferred = (env.LANGUAGE ?? '').split(':').flatMap((name) => tagOf(name) ?? [])
  return bestLanguage([...preferred, own])
}

/** `pt-BR` of `pt_BR.UTF-8@euro`; `undefined` for the locale without a language. */
function tagOf(locale: string): string | undefined {
  const [name = ''] = locale.split(/[.@]/)
  return name === '' || name === 'C' || name === 'POSIX' ? undefined : name.replaceAll('_', '-')
}
