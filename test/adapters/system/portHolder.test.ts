import { expect, test } from 'vitest'
import { socketsIn } from '#adapters/system/linuxSockets.ts'
import { holderInLsof, listenersIn, pidInNetstat, programInTasklist } from '#adapters/system/portHolder.ts'

test('in a table of sockets only listeners on exactly this port count', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:B9F0 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0
   1: 0100007F:B9F0 0100007F:D431 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0 20 4 30 10 -1
   2: 0100007F:9F00 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 100 0 0 10 0
`
  expect(listenersIn(socketsIn(table), 47_600).map(({ inode }) => inode)).toEqual(['111'])
})

test('output of lsof is parsed', () => {
  expect(holderInLsof('p4711\ncGoogle Chrome\nf23\n')).toEqual({ pid: 4711, program: 'Google Chrome' })
  expect(holderInLsof('')).toBeUndefined()
})

test('output of netstat and tasklist is parsed, also in German', () => {
  const netstat = [
    '',
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    127.0.0.1:47600        127.0.0.1:50123        HERGESTELLT     9',
    '  TCP    0.0.0.0:4760           0.0.0.0:0              ABHÖREN         8',
    '  TCP    127.0.0.1:47600        0.0.0.0:0              ABHÖREN         4711',
    '  TCP    [::1]:47601            [::]:0                 ABHÖREN         4712',
    '  UDP    0.0.0.0:47602          *:*                                    5',
  ].join('\r\n')
  expect([47_600, 47_601, 47_602, 1].map((port) => pidInNetstat(netstat, port))).toEqual([
    4711,
    4712,
    undefined,
    undefined,
  ])
  expect(programInTasklist('"POS Client.exe","4711","Console","1","12.345 K"\r\n')).toBe('POS Client.exe')
  expect(programInTasklist('INFORMATION: Es werden keine Aufgaben ausgeführt.\r\n')).toBeUndefined()
})

// `tasklist` writes the OEM code page: "Kasse Müller.exe" was told as "Kasse M\u{FFFD}ller.exe".
test('a program whose name tasklist garbles is not named by it', () => {
  expect(programInTasklist('"Kasse M\u{FFFD}ller.exe","4711","Console","1","12 K"\r\n')).toBeUndefined()
})
