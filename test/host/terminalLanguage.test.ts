import { expect, test } from 'vitest'
import { terminalLanguage } from '#host/terminal/language.ts'

test.each([
  ['the system’s, where no variable says one, as on Windows', {}, 'ar-EG', 'ar'],
  ['the one that LANG names', { LANG: 'ar_EG.UTF-8' }, 'en-US', 'ar'],
  ['the one of LC_ALL before that', { LANG: 'ar_EG.UTF-8', LC_ALL: 'en_IN' }, 'ar', 'en'],
  ['the first of LANGUAGE that there is', { LANG: 'en_US.UTF-8', LANGUAGE: 'tlh:ar:en' }, 'en-US', 'ar'],
  ['English for C, whatever LANGUAGE says', { LANG: 'C.UTF-8', LANGUAGE: 'ar' }, 'ar', 'en'],
  ['English for an empty LC_ALL and POSIX', { LC_ALL: '', LANG: 'POSIX' }, 'ar', 'en'],
  ['English for what is no language', { LANG: '$%&' }, 'ar', 'en'],
])('a terminal speaks %s', (_, env, system, language) => {
  expect(terminalLanguage(env, () => system)).toBe(language)
})
