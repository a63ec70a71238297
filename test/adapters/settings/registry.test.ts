import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readRegistryKey } from '#adapters/settings/registry.ts'

const key = 'HKLM\\Software\\Policies\\TillAgent'
const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

/** A `reg.exe` that exports these bytes, or fails. */
function reg({ exported, exportCode, parent = '' }: { exported?: Buffer; exportCode?: unknown; parent?: string }) {
  return async (_: string, [verb, , file = '']: readonly string[]) => {
    if (verb === 'query') return parent
    if (!exported) throw Object.assign(new Error('reg.exe failed'), { code: exportCode })
    writeFileSync(file, exported)
    return ''
  }
}

// `reg query` writes the OEM code page: "Käse & Söhne" came as "K?se & S?hne" and stood so on the screen.
test('the values of a key are read in full, whatever letters they have', async () => {
  const exported = [
    'Windows Registry Editor Version 5.00',
    '',
    '[HKEY_LOCAL_MACHINE\\Software\\Policies\\TillAgent]',
    '@="no name"',
    '"limits.queue"=dword:00000064',
    '"store.name"="Käse & \\"Söhne\\" in C:\\\\日本"',
    '"codes.raw"=hex:01,02',
    '',
    '[HKEY_LOCAL_MACHINE\\Software\\Policies\\TillAgent\\Other]',
    '"limits.queue"=dword:00000001',
    '',
  ].join('\r\n')
  expect(await readRegistryKey(key, reg({ exported: utf16(exported) }))).toEqual({
    outcome: 'values',
    values: { 'limits.queue': 100, 'store.name': 'Käse & "Söhne" in C:\\日本' },
  })
})

test('a machine whose policies do not list the key has none', async () => {
  const parent = '\r\nHKEY_LOCAL_MACHINE\\Software\\Policies\\Microsoft\r\n'
  expect(await readRegistryKey(key, reg({ exportCode: 1, parent }))).toEqual({ outcome: 'absent' })
})

// `reg.exe` ends with 1 as well when this user may not read the key: head office's policy looked like none.
test('a key that is listed and cannot be read is told', async () => {
  const parent = '\r\nHKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\TILLAGENT\r\n'
  expect(await readRegistryKey(key, reg({ exportCode: 1, parent }))).toEqual({ outcome: 'unreadable', code: 1 })
})

// A registry that was slow to answer switched head office's policy off, without a word.
test.each([['ETIMEDOUT'], ['ENOENT'], [5], [undefined]])('a command that fails with %s is told', async (code) => {
  expect(await readRegistryKey(key, reg({ exportCode: code }))).toEqual({
    outcome: 'unreadable',
    code: code ?? 'UNKNOWN',
  })
})
