import { expect, test } from 'vitest'
import { scrubbed, scrubbedIn } from '../../electron/core/scrubbed.ts'

const person = 'anna'

test.each([
  ['a mobile number', 'GET /v2/customers/919999999993', 'GET /v2/customers/[number]'],
  ['one written for people', 'asked for +91 99999-99993 twice', 'asked for [number] twice'],
  ['one in brackets', '(030) 1234567', '(030) [number]'],
  ['an e-mail address', 'mail anna.mueller+pos@shop.example.com!', 'mail [e-mail]'],
  [
    'a home directory',
    `The CA file /home/${person}/ca.pem is of no use`,
    'The CA file /home/[user]/ca.pem is of no use',
  ],
  ['one on macOS', `/Users/${person}/Library/x`, '/Users/[user]/Library/x'],
  ['one on Windows', `C:\\Users\\${person}\\x`, 'C:\\Users\\[user]\\x'],
  ['what a terminal would obey', 'a\u001b[2Jb\u2028c', 'a [2Jb c'],
])('%s is blotted out', (_, text, expected) => {
  expect(scrubbed(text)).toBe(expected)
})

test.each([
  '4a7c2f10-1234-4123-8123-123456789012',
  '2026-11-22T10:15:30.123Z',
  'settings.damaged-2026-11-22T10-15-30-123Z.json',
  'http://127.0.0.1:47600',
  '192.168.100.200',
  'POST /v1.1/transaction/add',
  'Node 24.21.0',
])('%s says nothing of a person', (text) => {
  expect(scrubbed(text)).toBe(text)
})

test('numbers and names of fields stay as they are, however deep', () => {
  expect(scrubbedIn({ at: 1_700_000_000_000, rows: [{ detail: 'x@y.z', isOdd: true, none: undefined }] })).toEqual({
    at: 1_700_000_000_000,
    rows: [{ detail: '[e-mail]', isOdd: true, none: undefined }],
  })
})
