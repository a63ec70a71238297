import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '../..')

/** Runs a script of the project's, from its root. */
export function runNode(...args: string[]): void {
  execFileSync(process.execPath, args, { cwd: root, stdio: 'pipe' })
}

/** What is packaged, as far as it was not built before the tests. */
export function buildMissingParts(): void {
  const parts = {
    production: 'headless/till-agent.js',
    main: 'main/main.js',
    preload: 'preload/preload.cjs',
    renderer: 'renderer/index.html',
  }
  for (const [mode, file] of Object.entries(parts))
    if (!existsSync(join(root, 'out', file))) runNode('node_modules/vite/bin/vite.js', 'build', '--mode', mode)
  if (!existsSync(join(root, 'out/renderer/licenses.json')) || !existsSync(join(root, 'out/sbom.cdx.json')))
    runNode('build/bill/make.mjs')
}
