import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'
import { runNodeOnWindows, windowsPath } from '#test/support/windows.ts'

// Lane unit on Node for Windows, as far as the system matters to it and Wine is like Windows.

/** Settings and paths, secrets from files, the named pipe, the POS API with CORS and streams, updates, the command line. */
const folders = [
  'test/adapters/settings',
  'test/adapters/updates',
  'test/api/pipe',
  'test/api/pos/cors.test.ts',
  'test/api/pos/posApi.test.ts',
  'test/api/pos/routes.test.ts',
  'test/cli',
  'test/core/releases',
  'test/core/signing',
  'test/core/updates',
  'test/host',
]
/**
 * Not here: `adapters/files`, `adapters/system` and `adapters/log`, whose tests look at modes and links, or at files that are
 * removed while they are open, which Wine 8 keeps; `adapters/sockets` and `adapters/http1`, where Wine tells a reset as an orderly end.
 */

const vitest = 'node_modules/vitest/vitest.mjs'

interface Assertion {
  status: string
  fullName: string
  /** Of a test that passed: what an earlier try met. */
  failureMessages: string[]
}

interface Results {
  numPassedTests: number
  testResults: { name: string; message: string; assertionResults: Assertion[] }[]
}

describe.runIf(has('wine'))('lane unit on Windows', () => {
  let results: Results

  beforeAll(async () => {
    const file = join(makeFolder(), 'results.json')
    const report = ['--reporter=json', `--outputFile.json=${windowsPath(file)}`, '--retry=2']
    await runNodeOnWindows([vitest, 'run', '--project', 'unit', ...report, ...folders])
    results = JSON.parse(readFileSync(file, 'utf8'))
  }, 300_000)

  test('holds', () => {
    const failed = results.testResults.flatMap(({ name, message, assertionResults }) => [
      ...assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
      ...(message === '' ? [] : [`${name}: ${message}`]),
    ])
    const late = results.testResults.flatMap(({ assertionResults }) =>
      assertionResults.filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0),
    )
    for (const { fullName, failureMessages } of late)
      process.stdout.write(`Passed at a later try on Windows: ${fullName}\n  ${failureMessages.join('\n  ')}\n`)
    expect(failed).toEqual([])
    // Fewer would be another suite.
    expect(results.numPassedTests).toBeGreaterThan(400)
  })
})
