import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Runs a script of the project's, from its root. */
export function runNode(...args: string[]): void {
  execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' })
}

/** File that tells whether a part of build/build.mjs is there. */
const parts = {
  agent: 'headless/till-agent.js',
  window: 'renderer/index.html',
  main: 'main/main.js',
  preload: 'preload/preload.cjs',
  sbom: 'renderer/licenses.json',
}

/** Builds what is packaged, as far as `npm test` has not yet. */
export function buildMissingParts(): void {
  const missing = Object.entries(parts).filter(([, file]) => !existsSync(join(root, 'out', file)))
  if (missing.length > 0) runNode('build/build.mjs', ...missing.map(([part]) => part))
}
