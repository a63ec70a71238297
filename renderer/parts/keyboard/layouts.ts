/** Rows of one layer of keys, from top to bottom. */
export type Rows = readonly string[]

export interface Layout {
  plain: Rows
  shifted: Rows
}

/** Beside every layout, for addresses and telephone numbers. */
export const symbols: Rows = ['1234567890', '@._-+/#*&', '()\'":;,!?%']

const latin = (plain: Rows): Layout => ({ plain, shifted: plain.map((row) => row.toUpperCase()) })

const qwerty = latin(['qwertyuiop', 'asdfghjkl', 'zxcvbnm'])
const azerty = latin(['azertyuiop', 'qsdfghjklm', 'wxcvbn'])
const qwertz = latin(['qwertzuiop', 'asdfghjkl', 'yxcvbnm'])

/** Arabic 101, as systems have it. */
const arabic: Layout = {
  plain: ['ضصثقفغعهخحجد', 'شسيبلاتنمكط', 'ئءؤرىةوزظذ'],
  shifted: ['َُِّْٰ', 'أإآٱ', 'ًٌٍ،؛؟'],
}
/** The consonants and vowels of InScript, in alphabetical order: those who do not type every day find them so. */
const devanagari: Layout = {
  plain: ['अआइईउऊऋएऐओऔ', 'कखगघचछजझटठड', 'ढतथदधनपफबभम', 'यरलवशषसहणङञ'],
  shifted: ['ािीुूृेैोौ', '्ंँः़।'],
}
/** Kedmanee, the usual one. */
const thai: Layout = {
  plain: ['ๅภถุึคตจขช', 'ๆไำพะัีรนยบล', 'ฟหกดเ้่าสวง', 'ผปแอิืทมใฝ'],
  shifted: ['๐ฎฑธํ๊ณฯญฐ', 'ฤฆฏโฌ็๋ษศซ', '()ฉฮฺ์?ฒฬฦ'],
}

/** For what is written in Latin letters whatever the language: addresses, codes, passwords. */
export function latinLayoutOf(language: string): Layout {
  if (language === 'fr') return azerty
  return language === 'de' ? qwertz : qwerty
}

/** For names, in a language with letters of its own; `undefined` where Latin letters do, or where the system's input method is needed. */
export function ownLayoutOf(language: string): Layout | undefined {
  const layouts: Record<string, Layout> = { ar: arabic, hi: devanagari, th: thai }
  return layouts[language]
}

/** The keys of a row. A mark, which systems put over or under a letter, is a key of its own. */
export function keysOf(row: string): string[] {
  return [...row]
}
