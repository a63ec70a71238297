import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

const names = ['chromium', 'chromium-browser', 'google-chrome']
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** The path of the first of these programs that the system has: playwright-core brings none. */
function executable(programs: string[]): string {
  const folders = (process.env.PATH ?? '').split(delimiter)
  const paths = programs.flatMap((program) => folders.map((folder) => join(folder, program)))
  const found = paths.find((path) => existsSync(path))
  if (!found) throw new Error('Chromium is missing. Run: npm run setup -- --system')
  return found
}

/**
 * Chromium as people have it, for what it allows foreign pages.
 *
 * @param moreArgs further arguments for Chromium
 */
export function startBrowser(...moreArgs: string[]): Promise<Browser> {
  return chromium.launch({ executablePath: executable(names), args: [...args, ...moreArgs] })
}

/**
 * Chromium without tabs and menus, where the system has it: the same engine, in which a new page costs a third. For tests of
 * the agent's own pages.
 */
export function startHeadlessShell(): Promise<Browser> {
  return chromium.launch({ executablePath: executable(['chromium-headless-shell', ...names]), args })
}
