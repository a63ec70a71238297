import { isAbsolute, win32 } from 'node:path'
import { expect, test } from 'vitest'
import { createSystemPanels, hasScreen, panelCommands } from '#adapters/desktop/systemPanels.ts'
import { SystemPanel } from '#contract/doctor.ts'

const platforms = ['linux', 'darwin', 'win32'] as const
const cases = platforms.flatMap((platform) => SystemPanel.options.map((panel) => [panel, platform] as const))

test.each(cases)('the %s of %s is opened by fixed programs, each named by its whole path', (panel, platform) => {
  const commands = panelCommands(panel, platform)
  expect(commands.length).toBeGreaterThan(0)
  for (const [program] of commands) expect((platform === 'win32' ? win32.isAbsolute : isAbsolute)(program)).toBe(true)
})

test.each<[string, NodeJS.Platform, NodeJS.ProcessEnv, number | undefined, boolean]>([
  ['a desktop of Linux', 'linux', { DISPLAY: ':0' }, 1000, true],
  ['Wayland', 'linux', { WAYLAND_DISPLAY: 'wayland-0' }, 1000, true],
  ['a server of Linux', 'linux', {}, 1000, false],
  ['a person at Windows', 'win32', { SESSIONNAME: 'Console' }, undefined, true],
  ['a service of Windows', 'win32', { SESSIONNAME: 'Services' }, undefined, false],
  ['a task of Windows without a session', 'win32', {}, undefined, false],
  ['a person at macOS', 'darwin', {}, 501, true],
  ['a daemon of macOS', 'darwin', {}, 0, false],
])('%s: somebody sees the screen is %s', (_, platform, env, uid, isSeen) => {
  expect(hasScreen(platform, env, uid)).toBe(isSeen)
})

test('a machine without such a program, or without a screen, offers nothing and opens nothing', async () => {
  const desktop = { platform: 'linux', env: { DISPLAY: ':0' } } as const
  const bare = createSystemPanels(desktop, () => false)
  expect([bare.has('clock'), await bare.open('clock')]).toEqual([false, false])
  const kde = createSystemPanels(desktop, (path) => path === '/usr/bin/systemsettings')
  expect([kde.has('clock'), kde.has('keychain')]).toEqual([true, false])
  const server = createSystemPanels({ platform: 'linux', env: {} }, () => true)
  expect([server.has('clock'), await server.open('keychain')]).toEqual([false, false])
})
