import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ownAppImage, withoutAppImage } from '#adapters/system/ownAppImage.ts'
import { isOfSetUpForAll, packageKind } from '#adapters/updates/packageKind.ts'
import { makeFolder } from '#test/support/folder.ts'

const ours = { APPIMAGE: '/opt/tills/till-agent.AppImage', APPDIR: '/tmp/.mount_till-a1' }
const pos = { APPIMAGE: '/opt/pos/pos.AppImage', APPDIR: '/tmp/.mount_pos1' }

describe('the AppImage that runs', () => {
  test.each([
    ['is the one whose mount holds the program', '/tmp/.mount_till-a1/till-agent', ours, ours.APPIMAGE],
    ['is it deeper in the mount, too', '/tmp/.mount_till-a1/usr/bin/till-agent', ours, ours.APPIMAGE],
    // The POS started the agent of the deb, and would be replaced by the agent's next version.
    ['is not that of the program that started this one', '/opt/Till Agent/till-agent', pos, undefined],
    ['is not told by APPIMAGE alone', '/opt/Till Agent/till-agent', { APPIMAGE: pos.APPIMAGE }, undefined],
    ['is not told by APPDIR alone', '/tmp/.mount_pos1/till-agent', { APPDIR: pos.APPDIR }, undefined],
    ['is not that of a mount whose name begins alike', '/tmp/.mount_pos12/till-agent', pos, undefined],
    ['is not that of a folder beside', '/tmp/..mount/till-agent', { ...pos, APPDIR: '/tmp/.mount' }, undefined],
    ['is not that of a mount at the root', '/opt/Till Agent/till-agent', { ...pos, APPDIR: '' }, undefined],
    ['is no relative path', '/tmp/.mount_pos1/till-agent', { ...pos, APPIMAGE: 'pos.AppImage' }, undefined],
    ['is none where there are no variables', '/opt/Till Agent/till-agent', {}, undefined],
  ])('%s', (_, program, env, appImage) => {
    expect(ownAppImage(program, env)).toBe(appImage)
  })

  test('is found where the mount has two names', () => {
    const folder = makeFolder()
    mkdirSync(join(folder, 'mount'))
    writeFileSync(join(folder, 'mount/till-agent'), '')
    symlinkSync('mount', join(folder, 'link'))
    const env = { APPIMAGE: ours.APPIMAGE, APPDIR: join(folder, 'link') }
    expect(ownAppImage(join(folder, 'mount/till-agent'), env)).toBe(ours.APPIMAGE)
  })

  test('is no matter of the programs that this one starts', () => {
    const env = { ...ours, ARGV0: './till-agent.AppImage', OWD: '/home/anna', PATH: '/bin' }
    expect(withoutAppImage(env)).toEqual({ PATH: '/bin' })
  })
})

test('an installation updates itself where no package manager or administrator does', () => {
  const folder = makeFolder()
  const program = join(folder, 'till-agent.exe')
  const env = { LOCALAPPDATA: folder.toUpperCase() }
  expect(packageKind('win32', program, env)).toBeUndefined()
  writeFileSync(join(folder, 'Uninstall till-agent.exe'), '')
  expect(packageKind('win32', program, env)).toBe('nsis')
  // For all users it lies outside the profile, and its update would ask the cashier for an administrator.
  expect(packageKind('win32', program, { LOCALAPPDATA: join(folder, 'elsewhere') })).toBeUndefined()
  expect(packageKind('win32', program, {})).toBeUndefined()
  expect(packageKind('linux', '/opt/Till Agent/till-agent', {})).toBeUndefined()
  expect(packageKind('linux', '/opt/Till Agent/till-agent', pos)).toBeUndefined()
  expect(packageKind('linux', '/tmp/.mount_till-a1/till-agent', ours)).toBe('AppImage')
  expect(packageKind('darwin', '/Applications/Till Agent.app', {})).toBe('mac')
  // The service of the machine, whose account has a profile of its own, updates what set-up for all users has installed.
  expect(isOfSetUpForAll('win32', program, env)).toBe(false)
  expect(isOfSetUpForAll('win32', program, { LOCALAPPDATA: join(folder, 'elsewhere') })).toBe(true)
  expect(isOfSetUpForAll('win32', join(folder, 'x', 'till-agent.exe'), {})).toBe(false)
  expect(isOfSetUpForAll('linux', program, {})).toBe(false)
})
