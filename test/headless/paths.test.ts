import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defaultDataDir, pipePath } from '../../electron/headless/paths.ts'
import { version } from '../../electron/headless/version.ts'

test.skipIf(process.platform === 'win32').each([
  ['linux', {}, '/users/till/.config/till-agent'],
  ['linux', { XDG_CONFIG_HOME: '/etc/xdg' }, '/etc/xdg/till-agent'],
  ['darwin', {}, '/users/till/Library/Application Support/till-agent'],
] as const)('on %s with %j data is kept where Electron keeps it', (platform, env, expected) => {
  expect(defaultDataDir({ HOME: '/users/till', ...env }, platform)).toBe(expected)
})

test('a data directory whose name is too long for a socket has its pipe elsewhere, its own', () => {
  const short = pipePath('/var/lib/till', 'linux')
  const [long, other] = ['a', 'b'].map((letter) => pipePath(`/var/lib/${letter.repeat(120)}`, 'linux'))
  expect(short).toBe('/var/lib/till/pipe/agent.sock')
  expect(Buffer.byteLength(long ?? '')).toBeLessThanOrEqual(100)
  expect(long).not.toBe(other)
})

test('on Windows the pipe is named after the data directory', () => {
  expect(pipePath('/till', 'win32')).toMatch(/^\\\\\.\\pipe\\till-agent-[0-9a-f]{16}$/)
})

test('the version is that of the package', () => {
  const file = join(import.meta.dirname, '../../package.json')
  expect(version).toBe(JSON.parse(readFileSync(file, 'utf8')).version)
})
