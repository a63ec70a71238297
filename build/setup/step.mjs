import { spawnSync } from 'node:child_process'
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

/** One step of setting up, shown as one line. What the command prints is shown only if it fails. */
export function run(title, reason, command, args, env) {
  process.stdout.write(`${title} (${reason}) … `)
  const startedAt = Date.now()
  try {
    runSilently(command, args, env)
  } catch (thrown) {
    say('failed')
    throw thrown
  }
  say(`${((Date.now() - startedAt) / 1000).toFixed(1)} s`)
}

/** A part of a step. @throws Stop with the end of what the command printed */
export function runSilently(command, args, env) {
  const ended = spawnSync(command, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (ended.status === 0) return
  if (ended.error?.code === 'ENOENT') {
    throw new Stop(`${command} was not found on PATH. Install it, then run the same command again.`)
  }
  const tail = `${ended.stdout}\n${ended.stderr}`.trim().split('\n').slice(-20).join('\n')
  throw new Stop(
    `${tail}\n\n${command} failed; above is the end of what it said. Mend that and run the same command again.`,
  )
}
