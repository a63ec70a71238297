// node build/windows/messages.mjs   writes messages.nsh: what the installer says, in each language of words/*/installer.ts.
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { catalogues } from '../../words/catalogues.ts'

/** The language that Windows speaks, by its code in Windows (LCID). The installer's own pages lack Hindi and Indonesian. */
const windowsCodes = {
  ...{ ar: 1025, de: 1031, fr: 1036, es: 3082, 'pt-BR': 1046 },
  ...{ it: 1040, nl: 1043, hi: 1081, id: 1057, th: 1054, 'zh-Hans': 2052 },
}

export async function messages() {
  const texts = await Promise.all(
    Object.entries(catalogues).map(async ([language, load]) => ({ language, ...(await load()).installer })),
  )
  const macros = ['busy', 'forget'].map((name) => {
    const english = texts.find(({ language }) => language === 'en')
    const others = texts.filter(({ language }) => language !== 'en')
    return [
      `!macro ${name}Message variable`,
      `  StrCpy \${variable} "${quoted(english[name])}"`,
      ...others.flatMap((words) => [
        `  \${if} $LANGUAGE == ${windowsCodes[words.language]}`,
        `    StrCpy \${variable} "${quoted(words[name])}"`,
        `  \${endIf}`,
      ]),
      '!macroend',
    ].join('\n')
  })
  return `; Made by build/windows/messages.mjs from words/*/installer.ts.\n\n${macros.join('\n\n')}\n`
}

function quoted(text) {
  return text.replaceAll('$', '$$$$').replaceAll('"', '$\\"')
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(new URL('messages.nsh', import.meta.url), await messages())
