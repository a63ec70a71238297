import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'

const folder = join(import.meta.dirname, '../../out/compile-cache')
/** Some 20 runs: each adds its test files anew, since Vitest gives them another address each time. */
const maxEntries = 20_000

/** Empties the cache of `compileCache.mjs` before it grows large. */
export default function pruneCompileCache(): void {
  if (!existsSync(folder)) return
  if (readdirSync(folder, { recursive: true }).length > maxEntries) rmSync(folder, { recursive: true, force: true })
}
