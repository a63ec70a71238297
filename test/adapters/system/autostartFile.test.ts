import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAutostartFile } from '#adapters/system/autostartFile.ts'
import { makeFolder } from '#test/support/folder.ts'

test('start at login can be switched on and off', () => {
  const folder = makeFolder()
  const entry = createAutostartFile(folder, ['/opt/Till Agent/till-agent', '--hidden'])
  expect(entry.isOn()).toBe(false)
  entry.set(false)
  entry.set(true)
  expect(entry.isOn()).toBe(true)
  const text = readFileSync(join(folder, 'autostart/till-agent.desktop'), 'utf8')
  expect(text).toMatch(/^\[Desktop Entry\]\nType=Application\n/)
  expect(text).toContain('\nExec="/opt/Till Agent/till-agent" "--hidden"\n')
  entry.set(false)
  expect(entry.isOn()).toBe(false)
})

// The path of an AppImage is whatever a person called the folder; a desktop reads `$( )`, `%` and quotes in it.
test('special characters of a command are escaped', () => {
  const folder = makeFolder()
  createAutostartFile(folder, ['/home/a"b/$(x)/100%/c\\d']).set(true)
  const text = readFileSync(join(folder, 'autostart/till-agent.desktop'), 'utf8')
  expect(text).toContain('\nExec="/home/a\\\\"b/\\\\$(x)/100%%/c\\\\\\\\d"\n')
})
