import { describe, expect, test } from 'vitest'
import {
  emptyMachineState,
  MachineRequest,
  type MachineState,
  notInstalledBecause,
  packagesWith,
  packageToRestore,
  wasTakenBack,
} from '#core/updates/machineUpdate.ts'

const hourMs = 60 * 60_000
const now = 1_700_000_000_000
const sha512 = `${'A'.repeat(86)}==`
const keptOf = (version: string) => ({ version, path: `/kept/${version}.deb`, file: { size: 1, sha512 } })
const seenWith = (floor: string) => ({ counter: 1, digest: 'd', releasedAt: now, floor })

const onTrial: MachineState = {
  ...emptyMachineState,
  packages: [keptOf('1.0.0'), keptOf('1.1.0')],
  trial: { from: '1.0.0', to: '1.1.0', startedAt: now },
}

test.each([
  ['1.1.0', '1.0.9', undefined],
  ['1.1.0', '1.1.0', '1.1.0 is not newer than 1.1.0, which is installed'],
  ['1.0.9', '1.1.0', '1.0.9 is not newer than 1.1.0, which is installed'],
])('of release %s over %s it is said: %s', (version, installed, reason) => {
  expect(notInstalledBecause({ version }, installed)).toBe(reason)
})

describe('the way back', () => {
  test.each<[string, Partial<MachineState>, string, number, string | undefined]>([
    ['leads to the version before', {}, '1.1.0', now, '1.0.0'],
    ['is open for an hour', {}, '1.1.0', now + hourMs, '1.0.0'],
    ['is closed after that', {}, '1.1.0', now + hourMs + 1, undefined],
    ['is not opened for years by a clock that is put back', {}, '1.1.0', now - 2 * hourMs, undefined],
    ['is there on trial only', { trial: undefined }, '1.1.0', now, undefined],
    ['is not there from another version', {}, '1.2.0', now, undefined],
    ['needs the package', { packages: [keptOf('1.1.0')] }, '1.1.0', now, undefined],
    ['leads to no version that was withdrawn', { seen: seenWith('1.0.1') }, '1.1.0', now, undefined],
    ['leads to the lowest that was not', { seen: seenWith('1.0.0') }, '1.1.0', now, '1.0.0'],
  ])('%s', (_, state, installed, at, version) => {
    expect(packageToRestore({ ...onTrial, ...state }, installed, at)?.version).toBe(version)
  })

  test.each([
    ['restored', '1.0.0', '1.1.0', true],
    ['refused', '1.0.0', '1.1.0', false],
    ['restored', '0.9.0', '1.1.0', false],
    ['restored', '1.0.0', '1.2.0', false],
  ] as const)('was taken, when %s %s in place of %s is told of 1.0.0 to 1.1.0: %s', (result, version, replaced, is) => {
    const outcome = { result, version, replaced, reason: '', at: now }
    expect(wasTakenBack(outcome, { from: '1.0.0', to: '1.1.0' })).toBe(is)
  })

  test('was not taken while nothing was told', () => {
    expect(wasTakenBack(undefined, { from: '1.0.0', to: '1.1.0' })).toBe(false)
  })
})

test.each([
  ['beside the running one', ['1.0.0'], '1.1.0', '1.0.0', ['1.0.0', '1.1.0']],
  ['in place of older ones', ['0.9.0', '1.0.0'], '1.1.0', '1.0.0', ['1.0.0', '1.1.0']],
  ['of the running one itself', ['1.0.0'], '1.0.0', '1.0.0', ['1.0.0']],
  ['where nothing of the running one is kept', ['0.9.0'], '1.1.0', '1.0.0', ['1.1.0']],
])('a package is kept %s', (_, before, fresh, installed, after) => {
  const state = { ...emptyMachineState, packages: before.map(keptOf) }
  expect(packagesWith(state, keptOf(fresh), installed).map(({ version }) => version)).toEqual(after)
})

test.each([
  { action: 'install', signed: 'c2lnbmVk', path: '/a' },
  { action: 'keep', signed: 'c2lnbmVk', path: '/a' },
  { action: 'go-back', to: '1.0.0' },
])('%j can be asked for', (request) => {
  expect(MachineRequest.parse(request)).toEqual(request)
})

test.each([
  { action: 'run', signed: 'c2lnbmVk', path: '/a' },
  { action: 'install', path: '/a' },
  { action: 'install', signed: 'not base64!', path: '/a' },
  { action: 'install', signed: 'A'.repeat(90_000), path: '/a' },
  { action: 'install', signed: 'c2lnbmVk', path: '/a', also: 'x' },
  { action: 'go-back', to: '../1.0.0' },
])('%j cannot', (request) => {
  expect(MachineRequest.safeParse(request).success).toBe(false)
})
