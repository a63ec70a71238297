import { chmodSync, chownSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkServiceProgram, serviceProgram } from '#host/service/machineService.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const flag = '--max-semi-space-size=4'

test.each([
  [
    'Node on Linux',
    { platform: 'linux', execPath: '/opt/node', script: '/opt/till/till-agent.js', resourcesPath: undefined },
    ['/opt/node', flag, '/opt/till/till-agent.js'],
  ],
  [
    'the deb, whose own program wants a display',
    {
      platform: 'linux',
      execPath: '/opt/Till Agent/till-agent',
      script: undefined,
      resourcesPath: '/opt/Till Agent/resources',
    },
    ['/usr/bin/env', 'node', flag, '/opt/Till Agent/resources/headless/till-agent.js'],
  ],
  [
    'the app on Windows',
    { platform: 'win32', execPath: 'C:\\till-agent.exe', script: undefined, resourcesPath: 'C:\\resources' },
    ['C:\\till-agent.exe'],
  ],
] as const)('a service of %s runs what was installed', (_, running, program) => {
  // Paths are put together as the system does on which the test runs.
  const withSlashes = (words: readonly string[] = []) => words.map((word) => word.replaceAll('\\', '/'))
  expect(withSlashes(serviceProgram(running))).toEqual(withSlashes(program))
})

// Who can change the program would have the secrets of everybody's till, and on macOS the whole machine.
test.runIf(has('unix', 'root')).each<[string, (file: string, folder: string) => void, boolean]>([
  ['belongs to root alone', () => {}, true],
  ['may be written by others', (file) => chmodSync(file, 0o666), false],
  ['lies in a folder that others may write', (_, folder) => chmodSync(folder, 0o777), false],
  ['belongs to a user', (file) => chownSync(file, 61_001, 61_001), false],
])('a program that %s', (_, spoil, isAllowed) => {
  const folder = join(makeFolder(), 'till')
  const file = join(folder, 'agent')
  mkdirSync(folder)
  writeFileSync(file, '')
  spoil(file, folder)
  const check = expect(() => checkServiceProgram([file]))
  if (isAllowed) check.not.toThrow()
  else check.toThrow(expect.objectContaining({ code: 'SERVICE_REFUSED' }))
})

test.runIf(has('unix'))('a program in a home directory is refused', () => {
  expect(() => checkServiceProgram([join('/home', 'anna', 'till-agent')])).toThrow(/home directory/)
})
