import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { updateUnits } from '#adapters/service/systemdUpdateUnits.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

test.runIf(has('systemd'))('systemd takes the units that install updates', () => {
  const folder = makeFolder()
  const files = Object.entries(updateUnits(['/usr/bin/env', 'node', '/opt/Till Agent/x.js'])).map(([name, text]) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  })
  const { status, stderr } = spawnSync('systemd-analyze', ['verify', ...files], { encoding: 'utf8' })
  const said = stderr.split('\n').filter((line) => line.includes('till-agent-update'))
  expect([status, said]).toEqual([0, []])
})
