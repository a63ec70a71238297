import { readFileSync } from 'node:fs'
import { BaseUrl } from '#contract/values.ts'

/** What the package says about its updates, for a process without Electron. */
interface PackageConfig {
  /** The feed that is built in. */
  url: string
  /** On Windows: who has to have signed an update. */
  publisherNames: string[]
}

/**
 * Reads `app-update.yml`, as electron-builder writes it: one line a value, and a list with a line for each of its parts.
 *
 * @throws a system error, and a ZodError when it names no feed
 */
export function readPackageConfig(path: string): PackageConfig {
  const lines = readFileSync(path, 'utf8').split(/\r?\n/)
  const textOf = (name: string) => lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1)
  const at = lines.findIndex((line) => line.startsWith('publisherName:'))
  const isPart = (line: string) => /^ *- /.test(line)
  const rest = lines.slice(at + 1)
  const end = rest.findIndex((line) => !isPart(line))
  const parts = at < 0 ? [] : rest.slice(0, end < 0 ? undefined : end).map((line) => line.replace(/^ *- /, ''))
  const names = [textOf('publisherName') ?? '', ...parts].map(unquoted).filter(Boolean)
  return { url: BaseUrl.parse(unquoted(textOf('url') ?? '')), publisherNames: names }
}

function unquoted(text: string): string {
  return text.trim().replace(/^'(.*)'$|^"(.*)"$/, '$1$2')
}
