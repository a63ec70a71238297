import { startCompileCache } from '#adapters/system/compileCache.ts'
import { version } from '#host/version.ts'

startCompileCache(version)
// Everything else is read, or compiled, after that.
await import('./main.ts')
