import { defineConfig } from 'vitest/config'
import { LongestFirst } from './test/support/longestFirst.ts'
import { memoryFolder } from './test/support/memoryFolder.ts'

const system = 'test/**/*.system.test.ts'
const desktop = 'test/**/*.desktop.test.ts'
const clients = 'test/**/*.clients.test.ts'
const windows = 'test/**/*.windows.test.ts'
/** A busy machine takes its time; a test that waits longer hangs. Few things that a unit test polls take a whole millisecond. */
const timeouts = { testTimeout: 60_000, hookTimeout: 60_000, expect: { poll: { timeout: 20_000, interval: 2 } } }
/** Of what starts processes and browsers, which a machine with ten other things to do starts one after another. */
const longTimeouts = { testTimeout: 180_000, hookTimeout: 180_000, expect: { poll: { timeout: 60_000 } } }
/**
 * Processes, browsers and other people's servers miss a step now and then on a busy machine. `npm test` lists every test that
 * passed at a later try, each to be mended. What searches with new seeds (fuzz, torture) has no other try: it found something.
 */
const laterTries = { retry: 2 }
/** Node loads the modules itself, as it does in the agent. That is quicker than Vite's way, and no test replaces a module. */
const native = {
  experimental: { viteModuleRunner: false, nodeLoader: false },
  execArgv: ['compileCache.mjs', 'inlineAssets.mjs'].flatMap((file) => [
    '--import',
    new URL(`test/support/${file}`, import.meta.url).href,
  ]),
}
/** One thread more than cores, since some tests wait, and modules loaded once in each: a unit test leaves nothing behind in a module. */
const inMemory = memoryFolder()
const shared = {
  ...native,
  ...{ pool: 'threads' as const, isolate: false, maxWorkers: 3 },
  globalSetup: ['test/support/pruneCompileCache.ts'],
  ...(inMemory && { env: { TMPDIR: inMemory } }),
}
/** Try a sample of a table or property in lane unit, and all of it in lane thorough: see `test/support/sample.ts`. */
const sampled = [
  'test/adapters/http1/{killedAtEveryByte,responseParser}.test.ts',
  'test/api/pos/answering.test.ts',
  'test/attacks/{deniedRoutes,verification}.test.ts',
  'test/core/base/numberPlans.test.ts',
  'test/core/broker/exchange.test.ts',
  'test/core/drops/kills.test.ts',
  'test/core/message/compressedBody.test.ts',
  'test/core/upstreams/cutOff.test.ts',
  'test/isolation/twoOfEach.test.ts',
]
/**
 * Side by side, after the lanes above. Each worker is one process for files of its lane, and has a home, a message bus and an
 * unlocked keyring of its own. While one waits (for a limit that must pass, a disk, Wine), two others keep two cores busy.
 */
const processes = {
  ...{
    globalSetup: ['test/support/privateKeyring.ts'],
    setupFiles: ['test/support/workerKeyring.ts', 'test/support/ownEnvironment.ts'],
  },
  ...native,
  ...{ pool: 'forks' as const, isolate: false, maxWorkers: 3, sequence: { groupOrder: 1 } },
  ...longTimeouts,
  ...laterTries,
}
/** Wine starts slowly. */
const inWine = { ...processes, hookTimeout: 300_000 }

/**
 * A lane is the cheapest place that can show a behaviour, and the name of the file says it: `x.test.ts` (unit) starts no
 * process, browser or keyring; `x.system.test.ts` starts processes; `x.desktop.test.ts` needs Chromium or Electron;
 * `x.clients.test.ts` compiles and runs the clients in other languages; `x.windows.test.ts` needs Wine. Lane thorough is lane
 * unit's, with all that is sampled there.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // The first run writes what it has compiled when its threads end.
    teardownTimeout: 60_000,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [system, desktop, clients, windows],
          ...shared,
          ...timeouts,
        },
      },
      { test: { name: 'thorough', include: sampled, provide: { isThorough: true }, ...shared, ...timeouts } },
      { test: { name: 'system', include: [system], ...processes } },
      { test: { name: 'desktop', include: [desktop], ...processes } },
      { test: { name: 'clients', include: [clients], ...processes } },
      { test: { name: 'windows', include: [windows], ...inWine } },
    ],
  },
})
