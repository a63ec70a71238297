import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { ServiceDefinition } from '#adapters/service/serviceManager.ts'
import { systemdUnit } from '#adapters/service/systemdUnit.ts'

const lineOf = (definition: Partial<ServiceDefinition>, key: string) =>
  systemdUnit({ program: ['/usr/bin/till'], vault: 'file', ...definition }, { credentials: [], comment: [] })
    .split('\n')
    .find((line) => line.startsWith(`${key}=`))

test("the package's unit is the one that the command would write", () => {
  const file = '/etc/till-agent/provision.json'
  const program = [
    '/usr/bin/env',
    'node',
    '--max-semi-space-size=4',
    '/opt/Till Agent/resources/headless/till-agent.js',
  ]
  const comment = [
    'The agent without a window, for a store server that a file sets up at each start:',
    '',
    '  install -D -m 0600 -o root provision.json /etc/till-agent/provision.json',
    '  systemctl enable --now till-agent',
    '',
    'It keeps secrets in memory. One that is set up in the window keeps them: till-agent service install',
    'It needs Node 24 or newer in PATH. This file is written by systemdUnit.ts; a test compares them.',
  ]
  const written = systemdUnit(
    { program, vault: 'memory', provisioning: file },
    { credentials: [{ name: 'provision.json', file, isEncrypted: false }], condition: file, comment },
  )
  expect(readFileSync(join(import.meta.dirname, '../../../build/linux/till-agent.service'), 'utf8')).toBe(written)
})

test.each([
  ['/opt/Till Agent/x.js', '"/opt/Till Agent/x.js"'],
  ['/opt/100%/x.js', '"/opt/100%%/x.js"'],
  ['/opt/$HOME/x.js', '"/opt/$$HOME/x.js"'],
  ['/opt/"a\\b/x.js', '"/opt/\\"a\\\\b/x.js"'],
  ['/opt/till-agent/x.js', '/opt/till-agent/x.js'],
])('systemd reads the path %s as it is', (path, word) => {
  expect(lineOf({ program: [path] }, 'ExecStart')).toBe(
    `ExecStart=${word} serve --service --vault file --data-dir \${STATE_DIRECTORY}`,
  )
})

test('what is in memory is in no core dump', () => {
  expect(lineOf({}, 'LimitCORE')).toBe('LimitCORE=0')
})

test('the agent is in the groups that it gives its sockets to', () => {
  expect(lineOf({ administrators: 'it', users: 'tills' }, 'SupplementaryGroups')).toBe('SupplementaryGroups=it tills')
  expect(lineOf({ users: 'everyone' }, 'SupplementaryGroups')).toBeUndefined()
})
