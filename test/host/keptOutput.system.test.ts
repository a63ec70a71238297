import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { newKeyLines } from '#host/terminal/keptOutput.ts'
import { built } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const newKeys = [{ client: { id: 'pos' }, key: 'ta_pos_canary' }]

test('where output is kept, new keys go to a file of this user alone', () => {
  const folder = makeFolder()
  const [line = '', ...more] = newKeyLines(newKeys, folder, true)
  const path = join(folder, 'new-keys.json')
  expect([line.includes(path), line.includes('canary'), more]).toEqual([true, false, []])
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual([{ client: 'pos', key: 'ta_pos_canary' }])
  if (has('unix')) expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('elsewhere they are shown, once', () => {
  expect(newKeyLines(newKeys, makeFolder(), false).join('\n')).toContain('ta_pos_canary')
  expect(newKeyLines([], makeFolder(), true)).toEqual([])
})

// A packaged service wrote a new key, and the link to the window, into the system's journal at each start.
test.runIf(has('linux'))('an agent whose output is a file writes no key and no link into it', async () => {
  const folder = makeFolder()
  const provisioning = join(folder, 'till.json')
  const client = { id: 'pos', name: 'Checkout', grants: [] }
  execFileSync('sh', ['-c', `umask 077; cat > "${provisioning}"`], { input: JSON.stringify({ clients: [client] }) })
  const outputFile = join(folder, 'output')
  const output = openSync(outputFile, 'w')
  const dataDir = join(folder, 'data')
  const args = ['serve', '--port', '0', '--ui', '--ui-port', '0', '--vault', 'memory']
  const agent = spawn(process.execPath, [built, ...args, '--data-dir', dataDir, '--provision', provisioning], {
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  const exited = once(agent, 'exit')
  await expect.poll(() => readFileSync(outputFile, 'utf8')).toContain('till-agent ui')
  agent.kill('SIGINT')
  await exited
  expect(readFileSync(outputFile, 'utf8')).not.toMatch(/ta_pos_|\/start\//)
  expect(readFileSync(join(dataDir, 'new-keys.json'), 'utf8')).toContain('ta_pos_')
})
