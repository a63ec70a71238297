import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createAutostartFile } from '../../electron/adapters/autostartFile.ts'
import { makeFolder } from '../support/agentProcess.ts'

test('a program is started at log-in, or is not', () => {
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
test('what a desktop would read as its own is told as it is', () => {
  const folder = makeFolder()
  createAutostartFile(folder, ['/home/a"b/$(x)/100%/c\\d']).set(true)
  const text = readFileSync(join(folder, 'autostart/till-agent.desktop'), 'utf8')
  expect(text).toContain('\nExec="/home/a\\\\"b/\\\\$(x)/100%%/c\\\\\\\\d"\n')
})
