import { defineConfig } from 'vitest/config'

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
  execArgv: ['--import', new URL('test/support/inlineAssets.mjs', import.meta.url).href],
}
/** One thread for each core, and modules loaded once in each: a unit test leaves nothing behind in a module. */
const shared = { ...native, pool: 'threads', isolate: false, maxWorkers: 2 } as const
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
 * Two at a time, after the lanes above. Each worker is one process for all its files, and has a home, a message bus and an
 * unlocked keyring of its own.
 */
const processes = {
  ...{
    globalSetup: ['test/support/privateKeyring.ts'],
    setupFiles: ['test/support/workerKeyring.ts', 'test/support/ownEnvironment.ts'],
  },
  ...native,
  ...{ pool: 'forks' as const, isolate: false, maxWorkers: 2, sequence: { groupOrder: 1 } },
  ...longTimeouts,
  ...laterTries,
}
/** One file after the other, after lanes system and desktop: compilers take the whole machine. */
const inEachLanguage = { ...processes, ...{ maxWorkers: 1, sequence: { groupOrder: 2 } } }
/** One file after the other, after all others: they share one Windows. */
const inWine = {
  maxWorkers: 1,
  sequence: { groupOrder: 3 },
  ...longTimeouts,
  hookTimeout: 300_000,
  ...laterTries,
}

/**
 * A lane is the cheapest place that can show a behaviour, and the name of the file says it: `x.test.ts` (unit) starts no
 * process, browser or keyring; `x.system.test.ts` starts processes; `x.desktop.test.ts` needs Chromium or Electron;
 * `x.clients.test.ts` compiles and runs the clients in other languages; `x.windows.test.ts` needs Wine. Lane thorough is lane
 * unit's, with all that is sampled there.
 */
export default defineConfig({
  test: {
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
      { test: { name: 'clients', include: [clients], ...inEachLanguage } },
      { test: { name: 'windows', include: [windows], ...native, ...inWine } },
    ],
  },
})
