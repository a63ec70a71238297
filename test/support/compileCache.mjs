// Node is started with this file (vitest.config.ts), so that a later run finds its modules without types and compiled. The
// variable NODE_COMPILE_CACHE would hand it on to the agents that tests start, whose start-up is measured.
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

enableCompileCache(fileURLToPath(new URL('../../out/compile-cache', import.meta.url)))
