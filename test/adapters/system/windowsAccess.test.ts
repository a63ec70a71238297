import { writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { accessOnWindows, otherWriters } from '#adapters/system/windowsAccess.ts'

const me = 'S-1-5-21-1-2-3-1001'

// A `--data-dir` below C:\ may be changed by every user: base URLs could be swapped, and secrets sent to somebody else.
test.each([
  ['in the profile', `D:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FA;;;${me})`, []],
  ['below C:\\', 'D:AI(A;OICIID;FA;;;BA)(A;OICIID;FA;;;SY)(A;OICIID;0x1200a9;;;BU)(A;ID;0x1301bf;;;AU)', ['AU']],
  ['that users may add files to', 'D:(A;OICI;FA;;;BA)(A;CI;0x100006;;;BU)', ['BU']],
  ['whose files are writable', 'D:(A;OICI;FA;;;BA)(A;OICIIO;0x1301bf;;;AU)', ['AU']],
  ['whose folders alone are', 'D:(A;OICI;FA;;;BA)(A;CIIO;0x1301bf;;;AU)', []],
  ['whose rights others may change', 'D:(A;OICI;FA;;;BA)(A;;RCWD;;;S-1-5-21-1-2-3-1002)', ['S-1-5-21-1-2-3-1002']],
  ['that everybody has', 'D:(A;OICI;GA;;;WD)(A;OICI;FA;;;WD)', ['WD']],
  ['that others are denied', 'D:(D;OICI;FA;;;BU)(A;OICI;FA;;;BA)', []],
  ['of the owner', 'D:(A;OICIIO;GA;;;CO)(A;;FA;;;OW)', []],
  ['without a list', 'D:NO_ACCESS_CONTROL', ['WD']],
])('a directory %s', (_, sddl, writers) => {
  expect(otherWriters(sddl, me)).toEqual(writers)
})

/** Windows whose `icacls` saves this. */
function windows(saved: Buffer) {
  return async (file: string, args: readonly string[]) => {
    if (file.endsWith('whoami.exe')) return `"KASSE\\J?rg","${me}"\r\n`
    if (saved.length > 0) writeFileSync(args.at(-1) as string, saved)
    return ''
  }
}

test('the list that icacls saves is read', async () => {
  const saved = (sddl: string) => windows(Buffer.from(`Kasse\r\n${sddl}\r\n`, 'utf16le'))
  expect(await accessOnWindows('C:\\Kasse', saved(`D:AI(A;ID;FA;;;${me})`))).toEqual({ kind: 'own' })
  expect(await accessOnWindows('C:\\Kasse', saved('D:AI(A;ID;FA;;;BU)'))).toEqual({
    kind: 'shared',
    directory: 'C:\\Kasse',
    writers: ['BU'],
  })
})

test('where Windows does not tell, that is said', async () => {
  const unknown = (code: string) => ({ kind: 'unknown', directory: 'C:\\Kasse', code })
  expect(await accessOnWindows('C:\\Kasse', windows(Buffer.from('nonsense', 'utf16le')))).toEqual(unknown('NO_ACL'))
  expect(await accessOnWindows('C:\\Kasse', windows(Buffer.alloc(0)))).toEqual(unknown('ENOENT'))
  const fails = () => Promise.reject(Object.assign(new Error('slow'), { code: 'ETIMEDOUT' }))
  expect(await accessOnWindows('C:\\Kasse', fails)).toEqual(unknown('ETIMEDOUT'))
})
