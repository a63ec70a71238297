// node build/package/desktopComments.mjs   writes into electron-builder.yml what the menu of a Linux desktop says, in each language.
import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { catalogues } from '../../words/catalogues.ts'

const config = new URL('../electron-builder.yml', import.meta.url)
/** Locales of a desktop entry whose code is not that of the catalogue. */
const locales = { 'pt-BR': 'pt_BR', 'zh-Hans': 'zh_CN' }
/** What each of the lines that are made here begins with. */
const made = /^ {6}'?Comment/

/** The configuration with the comments of all catalogues. */
export async function withComments(yaml = readFileSync(config, 'utf8')) {
  const lines = await Promise.all(
    Object.entries(catalogues).map(async ([language, load]) => {
      const key = language === 'en' ? 'Comment' : `Comment[${locales[language] ?? language}]`
      return `      '${key}': '${(await load()).installer.summary.replaceAll("'", "''")}'`
    }),
  )
  const all = yaml.split('\n')
  const first = all.findIndex((line) => made.test(line))
  return all.toSpliced(first, all.filter((line) => made.test(line)).length, ...lines).join('\n')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(config, await withComments())
