import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultDataDir, roamingDataDir, socketPath } from '#host/paths.ts'
import { version } from '#host/version.ts'
import { has } from '#test/support/skips.ts'

test.runIf(has('unix')).each([
  ['linux', {}, '/users/till/.config/till-agent'],
  ['linux', { XDG_CONFIG_HOME: '/etc/xdg' }, '/etc/xdg/till-agent'],
  ['darwin', {}, '/users/till/Library/Application Support/till-agent'],
] as const)('on %s with %j data is kept where Electron keeps it', (platform, env, expected) => {
  expect(defaultDataDir({ HOME: '/users/till', ...env }, platform)).toBe(expected)
})

test.runIf(has('unix'))('a data directory with a path too long for a socket has its own socket elsewhere', () => {
  const short = socketPath('/var/lib/till')
  const [long, other] = ['a', 'b'].map((letter) => socketPath(`/var/lib/${letter.repeat(120)}`))
  expect(short).toBe('/var/lib/till/pipe/agent.sock')
  expect(Buffer.byteLength(long ?? '')).toBeLessThanOrEqual(100)
  expect(long).not.toBe(other)
})

// Data in the roaming part of a profile went with the cashier to the next till, which then had the same store and secrets.
test.each([
  [{ LOCALAPPDATA: 'D:\\Local', APPDATA: 'D:\\Roaming' }, 'D:\\Local\\till-agent', 'D:\\Roaming\\till-agent'],
  [
    { USERPROFILE: 'C:\\Users\\till' },
    'C:\\Users\\till\\AppData\\Local\\till-agent',
    'C:\\Users\\till\\AppData\\Roaming\\till-agent',
  ],
])('on Windows with %j data stays on this machine', (env, local, roaming) => {
  expect([defaultDataDir(env, 'win32'), roamingDataDir(env, 'win32')]).toEqual([local, roaming])
  expect(roamingDataDir(env, 'linux')).toBeUndefined()
})

test('the version is the one in package.json', () => {
  const file = join(import.meta.dirname, '../../package.json')
  expect(version).toBe(JSON.parse(readFileSync(file, 'utf8')).version)
})
