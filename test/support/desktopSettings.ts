import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { makeFolder } from './folder.ts'

/** Values as GVariants, by the path of their schema. */
export type SettingsOfDesktop = Record<string, Record<string, string>>

/** A desktop's settings, in a file of their own in place of the user's. */
export class DesktopSettings {
  readonly #folder = makeFolder()
  /** Of a process that reads them, and finds no proxy in its environment. */
  readonly env: NodeJS.ProcessEnv

  constructor(groups: SettingsOfDesktop = {}) {
    const names = ['http_proxy', 'https_proxy', 'all_proxy', 'no_proxy']
    const unset = names.flatMap((name) => [name, name.toUpperCase()]).map((name) => [name, ''])
    const own = { GSETTINGS_BACKEND: 'keyfile', XDG_CONFIG_HOME: this.#folder }
    this.env = { ...process.env, ...Object.fromEntries(unset), ...own }
    mkdirSync(join(this.#folder, 'glib-2.0/settings'), { recursive: true })
    this.set(groups)
  }

  /** Replaces them all. */
  set(groups: SettingsOfDesktop): void {
    const texts = Object.entries(groups).map(([path, values]) => {
      const lines = Object.entries(values).map(([key, value]) => `${key}=${value}`)
      return `[${path}]\n${lines.join('\n')}\n`
    })
    writeFileSync(join(this.#folder, 'glib-2.0/settings/keyfile'), texts.join('\n'))
  }
}

/** One proxy for everything. @param url such as `http://127.0.0.1:3128` */
export function byProxy(url: string): SettingsOfDesktop {
  const { hostname, port } = new URL(url)
  return {
    'system/proxy': { mode: "'manual'", 'ignore-hosts': '@as []' },
    'system/proxy/https': { host: `'${hostname}'`, port },
  }
}

export function byPacFile(url: string): SettingsOfDesktop {
  return { 'system/proxy': { mode: "'auto'", 'autoconfig-url': `'${url}'` } }
}
