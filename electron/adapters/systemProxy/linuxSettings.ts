import { readFile } from 'node:fs/promises'
import { proxyIn } from '#adapters/sockets/proxyChoice.ts'
import { outputOf } from '#adapters/system/systemCommand.ts'
import type { ProxySettings } from './proxySettings.ts'

/** What GNOME keeps, also under other desktops. @returns `undefined` where it keeps nothing */
export async function readGnomeSettings(): Promise<ProxySettings | undefined> {
  const args = ['list-recursively', 'org.gnome.system.proxy']
  return parseGnomeSettings(await outputOf('/usr/bin/gsettings', args).catch(() => ''))
}

/** @param output of `gsettings list-recursively org.gnome.system.proxy`: schema, key and a GVariant in each line */
export function parseGnomeSettings(output: string): ProxySettings | undefined {
  const values = new Map<string, string>()
  for (const line of output.split('\n')) {
    const [, schema = '', key = '', value = ''] = /^org\.gnome\.system\.proxy(\S*) (\S+) (.*)$/.exec(line.trim()) ?? []
    if (key !== '') values.set(`${schema}${schema && '.'}${key}`.replace(/^\./, ''), value)
  }
  const textAt = (key: string) => texts(values.get(key))[0] ?? ''
  const exceptions = texts(values.get('ignore-hosts'))
  switch (textAt('mode')) {
    case 'auto':
      return { source: 'gnome', pacUrl: textAt('autoconfig-url') || undefined }
    case 'manual': {
      const [host, port] = [textAt('https.host'), Number(values.get('https.port') ?? 0)]
      return { source: 'gnome', secure: host && `${host}${port > 0 ? `:${port}` : ''}`, exceptions }
    }
    default:
      return undefined
  }
}

/** The texts in a GVariant: `'manual'`, `['localhost', '::1']`, `@as []`. */
function texts(value = ''): string[] {
  return value.split("'").filter((_, at) => at % 2 === 1)
}

const systemEnvironment = '/etc/environment'

/** The variables that a session has and a service started by the system may lack. */
export async function readSystemEnvironment(path = systemEnvironment): Promise<NodeJS.ProcessEnv> {
  return parseEnvironment(await readFile(path, 'utf8').catch(() => ''))
}

/** @param text lines such as `HTTPS_PROXY="http://proxy:3128" # of the store`, as pam_env reads them */
export function parseEnvironment(text: string): NodeJS.ProcessEnv {
  const lines = text.split(/\r?\n/).map((line) => /^\s*(?:export\s+)?(\w+)=(.*)$/.exec(withoutComment(line)))
  return Object.fromEntries(lines.flatMap((found) => (found ? [[found[1], unquoted(found[2] ?? '')]] : [])))
}

function withoutComment(line: string): string {
  const at = line.search(/\s#/)
  return at < 0 ? line : line.slice(0, at)
}

function unquoted(value: string): string {
  const trimmed = value.trim()
  const isQuoted =
    trimmed.length > 1 && [`"`, `'`].some((quote) => trimmed.startsWith(quote) && trimmed.endsWith(quote))
  return isQuoted ? trimmed.slice(1, -1) : trimmed
}

/** The proxy of an environment, as settings for one upstream: its own exceptions are applied. */
export function settingsIn(env: NodeJS.ProcessEnv, upstream: URL): ProxySettings | undefined {
  const found = proxyIn(env, upstream)
  if (found.kind === 'unset') return undefined
  return { source: 'etc-environment', ...(found.kind === 'named' && { secure: found.text }) }
}
