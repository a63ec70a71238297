import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
export const forTests = process.argv.includes('--system')
export const forBench = process.argv.includes('--bench')
export const forWindows = process.argv.includes('--windows')

/** A sentence and a remedy for the person at the terminal. Anything else that is thrown here is a bug. */
export class Stop extends Error {}

export function say(line) {
  process.stdout.write(`${line}\n`)
}

export function isOnPath(name) {
  const file = process.platform === 'win32' ? `${name}.exe` : name
  return (process.env.PATH ?? '').split(delimiter).some((folder) => folder !== '' && existsSync(join(folder, file)))
}

/** Waits for all, also when one has failed: nothing goes on in the background. @throws what the first one threw */
export async function together(steps) {
  const failed = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected')
  if (failed) throw failed.reason
}

/** The start of the line that stands unfinished: steps may go on side by side, and lines do not mix. */
let unfinished

/** One step of setting up, shown as one line. What the command prints is shown only if it fails. */
export async function run(title, reason, command, args, env) {
  const line = `${title} (${reason}) … `
  if (unfinished === undefined) {
    unfinished = line
    process.stdout.write(line)
  }
  const startedAt = Date.now()
  try {
    await runSilently(command, args, env)
  } catch (thrown) {
    finish(line, 'failed')
    throw thrown
  }
  finish(line, `${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

function finish(line, how) {
  const isLast = unfinished === line
  if (unfinished !== undefined && !isLast) say('')
  say(isLast ? how : `${line}${how}`)
  unfinished = undefined
}

/** A part of a step. @throws Stop with the end of what the command printed */
export async function runSilently(command, args, env) {
  const output = []
  const child = spawn(command, args, {
    cwd: root,
    env,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => output.push(text))
  const [status, error] = await new Promise((resolve) => {
    child.on('error', (thrown) => resolve([null, thrown]))
    child.on('close', (code) => resolve([code]))
  })
  if (status === 0) return
  if (error?.code === 'ENOENT') {
    throw new Stop(`${command} was not found on PATH. Install it, then run the same command again.`)
  }
  const tail = output.join('').trim().split('\n').slice(-20).join('\n')
  throw new Stop(
    `${tail}\n\n${command} failed; above is the end of what it said. Mend that and run the same command again.`,
  )
}
