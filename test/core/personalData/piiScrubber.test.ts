import { expect, test } from 'vitest'
import { scrubPii, scrubPiiIn } from '#core/personalData/piiScrubber.ts'

const person = 'anna'

test.each([
  ['a mobile number', 'GET /v2/customers/919999999993', 'GET /v2/customers/[number]'],
  ['one written for people', 'asked for +91 99999-99993 twice', 'asked for [number] twice'],
  ['one in brackets', '(030) 1234567', '[number]'],
  ['one in Arabic-Indic digits', 'asked for ٠٥٠١٢٣٤٥٦٧', 'asked for [number]'],
  ['one in Devanagari', '९९९९९ ९९९९३', '[number]'],
  ['one in full-width digits', '９９９９９９９９９３', '[number]'],
  ['one with non-breaking spaces', '+49\u00a0151\u00a012345678', '[number]'],
  ['one with a slash', '0151/12345678', '[number]'],
  ['one with a long dash', '99999\u201399993', '[number]'],
  ['one with blanks around its dash', '99999 - 99993', '[number]'],
  ['one with something invisible in it', '99999\u200e99993', '[number]'],
  ['one in a URL', '?mobile=%2B91%2099999%2D99993', '?mobile=%2B[number]'],
  ['a card number in groups', '4111 1111 1111 1111', '[number]'],
  ['a full-width address', 'anna＠example.com', '[e-mail]'],
  ['an address in a URL', '/customers/anna%40example.com/points', '/customers/[e-mail]/points'],
  ['two addresses', 'a@b.example,c@d.example', '[e-mail],[e-mail]'],
  ['an e-mail address', 'mail anna.mueller+pos@shop.example.com!', 'mail [e-mail]'],
  [
    'a home directory',
    `The CA file /home/${person}/ca.pem is of no use`,
    'The CA file /home/[user]/ca.pem is of no use',
  ],
  ['one on macOS', `/Users/${person}/Library/x`, '/Users/[user]/Library/x'],
  ['one on Windows', `C:\\Users\\${person}\\x`, 'C:\\Users\\[user]\\x'],
  ['one of a person with three names', 'C:\\Users\\Anna Maria Schmidt\\AppData', 'C:\\Users\\[user]\\AppData'],
  ['one of four words', 'C:\\Users\\Anna Maria von Schmidt\\x', 'C:\\Users\\[user]\\x'],
  ['one of six words', 'C:\\Users\\María del Carmen de la Cruz\\x', 'C:\\Users\\[user]\\x'],
  ['the first word of seven', 'C:\\Users\\anna b c d e f g\\x', 'C:\\Users\\[user] b c d e f g\\x'],
  ['one with three blanks', 'C:\\Users\\anna   b\\x', 'C:\\Users\\[user]\\x'],
  ['the first word before four blanks', 'C:\\Users\\anna    b\\x', 'C:\\Users\\[user]    b\\x'],
  ['one behind a blank', '/home/ anna/x', '/home/[user]/x'],
  ['two words behind a blank', "open '/home/ anna b'", "open '/home/[user]'"],
  ['one with a blank of another script', 'C:\\Users\\山田\u3000太郎\\x', 'C:\\Users\\[user]\\x'],
  ['one in another script', '/home/अनीता शर्मा/x', '/home/[user]/x'],
  ['one written from right to left', 'C:\\Users\\ليلى أحمد\\x', 'C:\\Users\\[user]\\x'],
  ['the shortest one', 'dial 1234567', 'dial [number]'],
  ['one whose slashes a URL encodes', '/home/a%2fhome%2fb/x', '/home/[user]/x'],
  ['one before a name in quotes', `/home/${person}/'b'`, "/home/[user]/'b'"],
  ['a share with its backslashes doubled', '\\\\\\\\srv\\\\anna$\\\\x', '\\\\\\\\srv\\\\[user]\\\\[user]'],
  ['a share, once', '\\\\srv\\anna$\\\\b\\c$', '\\\\srv\\[user]\\\\[user]\\c$'],
  ['a share before an apostrophe', "on \\\\srv\\anna$'s disk", "on \\\\srv\\[user]'s disk"],
  ['one in quotes', `open 'C:\\Users\\Anna Maria Schmidt'`, `open 'C:\\Users\\[user]'`],
  ['one with an apostrophe', "C:\\Users\\Shaun O'Brien\\x", 'C:\\Users\\[user]\\x'],
  ['one with slashes', `c:/users/${person}/x`, 'c:/users/[user]/x'],
  ['one with doubled backslashes', `C:\\\\Users\\\\${person}\\\\x`, 'C:\\\\Users\\\\[user]\\\\x'],
  ['one of an old Windows', 'C:\\Documents and Settings\\Anna M\\x', 'C:\\Documents and Settings\\[user]\\x'],
  ['one in a URL', 'file:///C:/Users/Anna%20Maria/x', 'file:///C:/Users/[user]/x'],
  ['one of another Linux', `/var/home/${person}/x`, '/var/home/[user]/x'],
  ['one that Linux sees on the disk of Windows', '/mnt/c/Users/Anna Maria/x', '/mnt/c/Users/[user]/x'],
  ['a disk that a person put in', `/run/media/${person}/USB`, '/run/media/[user]/USB'],
  ['a folder on a server', '\\\\srv\\profiles$\\anna.schmidt\\x', '\\\\srv\\profiles$\\[user]\\x'],
  ['a folder on a server, with blanks', '\\\\srv\\home\\Anna Maria\\x', '\\\\srv\\home\\[user]\\x'],
  ['a share of one person', '\\\\srv\\anna$\\x.pem', '\\\\srv\\[user]\\[user]'],
  ['a share whose name begins like one of all', '\\\\srv\\users$anna$\\x', '\\\\srv\\[user]\\[user]'],
  ['one in pairs with dots', 'Call 06.12.34.56.78 now', 'Call [number] now'],
  ['an international one with dots', '+33.612.345.678', '[number]'],
  ['one of four parts, one too large for an address', '98.765.432.10', '[number]'],
  ['one of five parts', '12.34.56.78.90', '[number]'],
  ['one with a part that begins with 0', '01.22.33.44', '[number]'],
  ['one behind a date', '2026-11-30T987654321Z', '[number]T[number]Z'],
  ['one with dots between, which is no address of a machine', 'call 030 555.123 4567', 'call [number]'],
  ['a share alone', 'on \\\\srv\\anna$ is', 'on \\\\srv\\[user] is'],
  ['what turns a line around', 'a\u202eb', 'a b'],
  ['what a terminal would obey', 'a\u001b[2Jb\u2028c', 'a [2Jb c'],
])('%s is replaced', (_, text, expected) => {
  expect(scrubPii(text)).toBe(expected)
})

test.each([
  '4a7c2f10-1234-4123-8123-123456789012',
  '2026-11-22T10:15:30.123Z',
  'settings.damaged-2026-11-22T10-15-30-123Z.json',
  'http://127.0.0.1:47600',
  '192.168.100.200',
  'POST /v1.1/transaction/add',
  'Node 24.21.0',
  'C:\\Program Files\\Till Agent\\till-agent.exe',
  '/usr/share/till-agent',
  '@mantine/core',
  'an @ alone',
  'dial 123456',
  '?q=1%202%203%204%205',
  'ls /home/',
  'ls /home/ and more',
  'ls /home/ / x',
  'a \\\\ b',
  'a \\\\srv',
  'a \\\\srv\\',
  'a \\\\srv\\ b$\\c',
  'a \\\\srv/b$/c',
  `${'\\'.repeat(5)}srv\\anna$`,
  'ends in anna@',
  'ends in anna@ and goes on',
  'on \\\\srv\\home$',
  'on \\\\srv\\user$',
  'on \\\\srv\\profile$',
  'on \\\\srv\\c$',
])('%s says nothing about a person', (text) => {
  expect(scrubPii(text)).toBe(text)
})

test('numbers and names of fields stay as they are, however deep', () => {
  for (const value of [null, undefined, 919999999993, true]) expect(scrubPiiIn(value)).toBe(value)
  expect(scrubPiiIn({ at: 1_700_000_000_000, rows: [{ detail: 'x@y.z', isOdd: true, none: undefined }] })).toEqual({
    at: 1_700_000_000_000,
    rows: [{ detail: '[e-mail]', isOdd: true, none: undefined }],
  })
})

test.each([
  ['one letter', 'a'],
  ['digits in sixes', '123456 x'],
  ['homes', '/home/'],
  ['shares', '\\\\a'],
  ['signs of addresses', 'a@'],
])('a long text of %s costs no more than its length', (_, part) => {
  const startedAtMs = performance.now()
  scrubPii(part.repeat(400_000 / part.length))
  // Some 50 ms; one that follows the square takes a minute.
  expect(performance.now() - startedAtMs).toBeLessThan(10_000)
})
