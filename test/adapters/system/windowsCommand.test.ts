import { expect, test } from 'vitest'
import { browserOpener } from '#adapters/system/systemBrowser.ts'
import { windowsCommand } from '#adapters/system/systemCommand.ts'

test('a command of Windows is named by its whole path', () => {
  expect(windowsCommand('reg.exe', { SystemRoot: 'D:\\Windows' })).toBe('D:\\Windows\\System32\\reg.exe')
  expect(windowsCommand('reg.exe', {})).toBe('C:\\Windows\\System32\\reg.exe')
})

// A `rundll32.exe` in the current folder was run, with the one-time link.
test('what opens the browser is named by its whole path where the system has one', () => {
  expect(browserOpener('win32')).toMatch(/^[A-Z]:\\.*\\System32\\rundll32\.exe$/i)
  expect(browserOpener('darwin')).toBe('/usr/bin/open')
})
