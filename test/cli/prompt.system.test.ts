import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { canaries, canaryTill, findLeaks } from '#test/support/canaries.ts'
import { built, run } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { has } from '#test/support/skips.ts'

/** A command at a terminal of its own: `script` (util-linux) makes one. */
function atTerminal(args: string[]) {
  const quoted = [process.execPath, built, ...args].map((arg) => `'${arg}'`).join(' ')
  const child = spawn('script', ['--quiet', '--return', '--command', quoted, '/dev/null'], { stdio: 'pipe' })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let screen = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    screen += text
  })
  const code = new Promise<number | null>((resolve) => child.on('close', resolve))
  return { type: (text: string) => child.stdin.write(text), screen: () => screen, code }
}

test.runIf(has('terminal'))('a missing secret is asked for, and not shown while it is typed', async () => {
  const cloud = await startTestSimulator({ tills: [{ till: canaryTill, password: canaries.password }] })
  const data = ['--data-dir', join(makeFolder(), 'data')]
  const add = ['upstream', 'add', 'loyalty', '--scheme', 'capillary-till', '--base-url', cloud.url]
  const terminal = atTerminal([...add, '--set', `till=${canaryTill}`, ...data])
  await expect.poll(terminal.screen).toContain('password:')
  terminal.type(`${canaries.password}\r`)
  expect(await terminal.code).toBe(0)
  expect(terminal.screen()).toContain(`knows this till as till ${canaryTill}`)
  expect(findLeaks(terminal.screen())).toEqual([])
  expect((await run(['upstream', 'remove', 'loyalty', ...data])).code).toBe(0)
})

test.runIf(has('terminal'))('Ctrl-C at the prompt changes nothing and says so', async () => {
  const data = ['--data-dir', join(makeFolder(), 'data')]
  const add = ['upstream', 'add', 'loyalty', '--scheme', 'capillary-till', '--base-url', 'https://127.0.0.1:9']
  const terminal = atTerminal([...add, '--set', 'till=a', ...data])
  await expect.poll(terminal.screen).toContain('password:')
  terminal.type('\u0003')
  expect(await terminal.code).toBe(1)
  expect(terminal.screen()).toContain('The password was not entered, so nothing was changed. [SECRET_MISSING]')
})
