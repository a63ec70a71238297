import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import type { Diagnostics } from '#core/diagnostics/diagnostics.ts'
import { checkDataAccess, checkKeychain, checkLog, checkSettings } from '#core/diagnostics/hostChecks.ts'

const machineWith = (...copies: string[]) => ({ settingsSetAside: () => copies }) as unknown as Diagnostics

/** Settings whose problem is found when they are tried out. */
function settingsWith(problem: Fault | undefined) {
  const settings = {
    problem: undefined as Fault | undefined,
    check: () => {
      settings.problem = problem
    },
  }
  return settings
}

const full = new Fault('SETTINGS_UNWRITABLE', 'It is full.')

test.each<[string, Fault | undefined, Diagnostics | undefined, string[]]>([
  ['that can be written', undefined, machineWith(), ['fine settings-in-order']],
  ['that cannot be written', full, machineWith(), ['trouble fault']],
  ['that were damaged', undefined, machineWith('a', 'b'), ['attention settings-damaged', 'attention settings-damaged']],
  ['that were damaged and cannot be written', full, machineWith('a'), ['attention settings-damaged', 'trouble fault']],
  ['in memory', undefined, undefined, []],
])('settings %s', (_, problem, machine, findings) => {
  const found = checkSettings(settingsWith(problem), machine)
  expect(found.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(findings)
})

test.each<[string, Parameters<typeof checkLog>[0], string[]]>([
  ['that is written', { problem: undefined, lost: 0 }, []],
  ['that cannot be written', { problem: new Fault('LOG_UNAVAILABLE', 'It is full.'), lost: 3 }, ['trouble fault']],
  ['that could not be written for a while', { problem: undefined, lost: 3 }, ['attention log-lines-lost']],
])('a log %s', (_, log, findings) => {
  expect(checkLog(log).map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(findings)
})

test.each([
  ['that is locked, where somebody sees the screen', 'KEYCHAIN_LOCKED', true, 'open-keychain'],
  ['that is locked, on a server', 'KEYCHAIN_LOCKED', false, 'check-again'],
  ['that is not there, which no program opens', 'KEYCHAIN_UNAVAILABLE', true, 'check-again'],
] as const)('a keychain %s', async (_, code, isSeen, action) => {
  const read = () => Promise.reject(new Fault(code))
  const panels = { has: () => isSeen, open: async () => isSeen }
  const found = await checkKeychain({ read } as never, panels)
  expect(found).toMatchObject({ outcome: 'trouble', reason: 'fault', action: { action } })
})

test.each<[string, Diagnostics['dataAccess'], string[]]>([
  ['of this user alone', async () => ({ kind: 'own' }), []],
  ['guarded by modes', undefined, []],
  ['of others too', async () => ({ kind: 'shared', directory: 'd', writers: ['BU'] }), ['trouble data-shared']],
  [
    'that the system says nothing about',
    async () => ({ kind: 'unknown', directory: 'd', code: 'ENOENT' }),
    ['attention data-access-unknown'],
  ],
])('a data directory %s', async (_, dataAccess, findings) => {
  const found = await checkDataAccess({ dataAccess } as Diagnostics)
  expect(found.map(({ outcome, reason }) => `${outcome} ${reason}`)).toEqual(findings)
})
