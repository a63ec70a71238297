import { execFileSync } from 'node:child_process'
import { readdirSync, statSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readMachineState } from '#adapters/machineUpdates/machineState.ts'
import { debianPackages, openMachine } from '#test/support/machine.ts'
import { has } from '#test/support/skips.ts'

// A machine without anybody logged in: its service has no rights, and root installs for it with the real dpkg, below a folder that
// stands for the whole system. What root is asked, and refuses, is in machineRequests.system.test.ts.

describe.runIf(has('root', 'dpkg'))('an update of the machine by dpkg', () => {
  test('is installed as head office signed it, watched until it works, and the version before is kept', async () => {
    const debian = debianPackages()
    const { publish, installWhenAsked, installed, steps, record, place } = await openMachine({ system: debian })
    // The feed offers the version that runs: its package is kept for the way back.
    await publish('1.0.0')
    expect(await installWhenAsked('keep')).toMatchObject({ result: 'kept', version: '1.0.0' })
    await publish('1.1.0')
    expect(await installWhenAsked()).toMatchObject({ result: 'installed', version: '1.1.0' })
    expect([installed(), steps]).toEqual(['1.1.0', ['stop 1.0.0', 'start 1.1.0']])
    expect(record()).toMatchObject({ last: { version: '1.1.0', outcome: 'done' } })
    expect(readMachineState(place)).toMatchObject({ packages: [{ version: '1.0.0' }, { version: '1.1.0' }] })
    expect(readMachineState(place).trial).toBeUndefined()
    expect(readdirSync(place.folder).toSorted()).toEqual(['1.0.0.deb', '1.1.0.deb', 'state.json'])
    expect(statSync(place.folder).mode & 0o022).toBe(0)
    expect(execFileSync('dpkg', [`--root=${debian.root}`, '--list', 'till-agent'], { encoding: 'utf8' })).toMatch(
      /^ii .*1\.1\.0/m,
    )
  })

  test('that dpkg does not take leaves the version before in place, running', async () => {
    const { publish, installWhenAsked, installed, steps, record } = await openMachine({
      system: debianPackages(),
    })
    await publish('1.0.0')
    await installWhenAsked('keep')
    await publish('1.1.0', 'flawed')
    expect(await installWhenAsked()).toMatchObject({
      result: 'refused',
      reason: expect.stringMatching(/dpkg|till-agent/),
    })
    expect([installed(), steps]).toEqual(['1.0.0', ['stop 1.0.0', 'start 1.0.0']])
    expect(record().attempt).toMatchObject({ step: 'installing', tries: 1 })
  })
})
