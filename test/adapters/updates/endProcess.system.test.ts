import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { identityOf, isRunning, type ProcessIdentity } from '#adapters/system/processIdentity.ts'
import { endProcess } from '#adapters/updates/endProcess.ts'
import { has } from '#test/support/skips.ts'

/** Answers each line that it is sent. */
const program = `process.stdin.on('data', () => console.log('here')); console.log('ready')`

async function startProgram() {
  const child = spawn(process.execPath, ['-e', program])
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  return {
    identity: identityOf(child.pid ?? 0) as ProcessIdentity,
    /** Whether it is still there, by its own word. */
    async answers(): Promise<boolean> {
      child.stdin.on('error', () => {}).write('still?\n')
      const answered = once(child.stdout, 'data').then(() => true)
      return Promise.race([answered, once(child, 'exit').then(() => false)])
    },
  }
}

describe.runIf(has('linux'))('a process', () => {
  test('ends when it is asked to', async () => {
    const { identity } = await startProgram()
    await endProcess(identity)
    expect(isRunning(identity)).toBe(false)
  })

  // The new version ended long ago, and the system gave its id to the POS.
  test('that has the id of the one meant by now is left alone', async () => {
    const pos = await startProgram()
    await endProcess({ pid: pos.identity.pid, startedAt: String(Number(pos.identity.startedAt) - 1) })
    expect(await pos.answers()).toBe(true)
  })
})
