// node build/build.mjs [part …]   builds the parts named, or all of them: agent, window, main, preload, sbom.
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Mode of vite.config.ts that makes each part. `sbom` comes last: it lies beside the window, which is emptied first. */
const modes = { agent: 'production', window: 'renderer', main: 'main', preload: 'preload' }
const parts = [...Object.keys(modes), 'sbom']

const named = process.argv.slice(2)
const unknown = named.filter((part) => !parts.includes(part))
if (unknown.length > 0) {
  process.stderr.write(`There is no part "${unknown.join('", "')}". Parts: ${parts.join(', ')}.\n`)
  process.exit(2)
}

process.chdir(root)
for (const part of parts) {
  if (named.length > 0 && !named.includes(part)) continue
  if (part !== 'sbom') await build({ mode: modes[part] })
  else if (spawnSync(process.execPath, ['build/sbom/make.mjs'], { stdio: 'inherit' }).status !== 0) process.exit(1)
}
