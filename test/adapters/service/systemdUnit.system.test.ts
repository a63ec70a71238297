import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { systemdUnit } from '#adapters/service/systemdUnit.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

/** Of systemd 254; older ones say that they do not know them, and go on. */
const newer = /RestartSteps|RestartMaxDelaySec/

test.runIf(has('systemd'))('systemd takes the unit that runs the agent', () => {
  const credentials = [
    { name: 'vault-key', file: '/etc/till-agent/vault-key', isEncrypted: true },
    { name: 'provision.json', file: '/etc/till-agent/provision.json', isEncrypted: false },
  ]
  const program = ['/usr/bin/env', 'node', '/opt/Till Agent/x.js']
  const definition = { program, vault: 'file', administrators: 'root', users: 'everyone' } as const
  const file = join(makeFolder(), 'till-agent.service')
  writeFileSync(file, systemdUnit(definition, { credentials, comment: [] }))
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
  const said = stderr.split('\n').filter((line) => line.includes('till-agent') && !newer.test(line))
  expect([status, said]).toEqual([0, []])
})
