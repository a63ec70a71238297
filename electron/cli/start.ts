import { startCompileCache } from '#adapters/system/compileCache.ts'
import { version } from '#host/version.ts'

const [first, ...others] = process.argv.slice(2)
if (others.length === 0 && (first === '--version' || first === '-V')) {
  // A reader that has gone has the answer.
  process.stdout.on('error', () => {}).write(`${version}\n`)
} else {
  startCompileCache(version)
  // Everything else is read, or compiled, after that.
  await import('./main.ts')
}
