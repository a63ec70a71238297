import { rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { openPinoLog } from '#adapters/log/pinoLog.ts'
import { openJsonSettings } from '#adapters/settings/jsonSettings.ts'
import { presentStatus } from '#api/presenters/status.ts'
import { Fault } from '#core/base/fault.ts'
import { makeFolder } from '#test/support/folder.ts'
import { startTill, type Till } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

/** What status and doctor say about a store. */
async function saidOf({ agent }: Till, code: string, check: string) {
  const { concerns } = presentStatus(agent.status())
  const { findings } = await agent.doctor.diagnose()
  return {
    concern: concerns.find((concern) => concern.code === code)?.reason,
    finding: findings.find((finding) => finding.check === check && finding.outcome === 'trouble')?.params,
  }
}

// Full disks and locked keychains were noticed by whoever made the next change, and by nobody else.
test('settings that cannot be written are a concern, until they can', async () => {
  const folder = join(makeFolder(), 'data')
  const { url: baseUrl } = await startUpstream()
  const till = await startTill({ settings: openJsonSettings(folder), baseUrl })
  expect(await saidOf(till, 'SETTINGS_UNWRITABLE', 'settings')).toEqual({})
  rmSync(folder, { recursive: true })
  expect(() => till.agent.settings.set('store.name', 'Shop')).toThrow('is gone')
  const reason = `The data directory ${folder} is gone.`
  expect(await saidOf(till, 'SETTINGS_UNWRITABLE', 'settings')).toEqual({
    concern: reason,
    finding: expect.objectContaining({ detail: reason }),
  })
  expect(till.agent.status().condition).toBe('attention')
})

test('a keychain that is locked is a concern, also where no upstream needs it just now', async () => {
  const vault = createMemoryVault()
  const { forgets: _, ...lasting } = vault
  const lock = { isLocked: false }
  const till = await startTill({
    vault: {
      ...lasting,
      read: (account) => (lock.isLocked ? Promise.reject(new Fault('KEYCHAIN_LOCKED')) : vault.read(account)),
    },
  })
  lock.isLocked = true
  await expect(till.agent.upstreams.remove('loyalty', true)).rejects.toMatchObject({ code: 'KEYCHAIN_LOCKED' })
  const said = await saidOf(till, 'KEYCHAIN_LOCKED', 'keychain')
  expect([said.concern, said.finding]).toEqual(['The keychain is locked or was never set up.', expect.anything()])
  lock.isLocked = false
  expect(await saidOf(till, 'KEYCHAIN_LOCKED', 'keychain')).toMatchObject({ finding: undefined })
  expect(till.agent.status().concerns).toEqual([])
})

test('a log that cannot be written is a concern, and says how much is lost', async () => {
  const directory = join(makeFolder(), 'data', 'logs')
  const log = openPinoLog({ directory })
  const till = await startTill({ deps: { log, logState: log } })
  rmSync(dirname(directory), { recursive: true })
  writeFileSync(dirname(directory), '')
  log.info('one')
  log.info('two')
  const reason = `The log in ${directory} cannot be written: a file lies where a directory should be (ENOTDIR). 2 lines are lost.`
  expect(await saidOf(till, 'LOG_UNAVAILABLE', 'log')).toEqual({
    concern: reason,
    finding: expect.objectContaining({ detail: reason }),
  })
  rmSync(dirname(directory))
})
