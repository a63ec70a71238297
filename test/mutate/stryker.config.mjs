// npm run mutate: changes each of core's pure rules, a piece at a time, and counts the changes that no test of lane unit
// notices. They are printed, and written to out/mutate; docs/reliability.md has the last figures.
import { pureRules } from './pureRules.mjs'

export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner', './test/mutate/ignoreSentences.mjs'],
  ignorers: ['sentences'],
  vitest: { configFile: 'test/mutate/vitest.config.ts' },
  mutate: pureRules,
  coverageAnalysis: 'perTest',
  // Changes of what is computed once, when the module is loaded, need a run of all tests each.
  ignoreStatic: false,
  // TypeScript 7 has no API by which Stryker could read the configuration.
  tsconfigFile: 'none',
  ignorePatterns: ['out', 'docs/pictures', 'test/bench/results'],
  tempDirName: 'out/mutate/tmp',
  reporters: ['clear-text', 'json', 'progress-append-only'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'out/mutate/mutation.json' },
  thresholds: { high: 95, low: 90, break: 90 },
}
