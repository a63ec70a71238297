import { expect, test } from 'vitest'
import { peerEndsIn } from '#adapters/system/linuxPeer.ts'
import { socketsIn } from '#adapters/system/linuxSockets.ts'
import { fileInLsof, notYounger, peersInLsof, peersInNetstat, stateFrom } from '#adapters/system/peerProcess.ts'

const ipv4 = { family: 'IPv4', peerPort: 50_123, ownPort: 47_600 } as const
const ipv6 = { ...ipv4, family: 'IPv6' } as const

test('in a table of sockets only established connections of both ports count', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:B9F0 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 111 1 0 100 0 0 10 0
   1: 0100007F:B9F0 0100007F:C3CB 01 00000000:00000000 00:00000000 00000000  1000        0 222 1 0 20 4 30 10 -1
   2: 0100007F:C3CB 0100007F:B9F0 01 00000000:00000000 00:00000000 00000000  1000        0 333 1 0 20 4 30 10 -1
   3: 0A00020F:C3CB 0100007F:B9F0 01 00000000:00000000 00:00000000 00000000  1000        0 444 1 0 20 4 30 10 -1
   4: 0100007F:C3CB 0100007F:B9F0 06 00000000:00000000 00:00000000 00000000  1000        0 555 1 0 20 4 30 10 -1
`
  expect(peerEndsIn(socketsIn(table), ipv4).map(({ inode }) => inode)).toEqual(['333'])
  expect(peerEndsIn(socketsIn(table), ipv6)).toEqual([])
})

test('output of lsof is parsed', () => {
  const sockets = [
    'p9\nf3\nn127.0.0.1:47600->127.0.0.1:50123',
    'p10\nf4\nn192.168.1.4:50123->192.0.2.1:443\nf5\nn[::1]:50123->[::1]:47600',
    'p4711\nf23\nn127.0.0.1:50123->127.0.0.1:47600\n',
  ].join('\n')
  expect(peersInLsof(sockets, ipv4)).toEqual([4711])
  expect(peersInLsof(sockets, ipv6)).toEqual([10])
  expect(peersInLsof('', ipv4)).toEqual([])
  const shared = `${sockets}p4712\nf9\nn127.0.0.1:50123->127.0.0.1:47600\nf10\nn127.0.0.1:50123->127.0.0.1:47600\n`
  expect(peersInLsof(shared, ipv4)).toEqual([4711, 4712])
  const files = 'p4711\nftxt\nn/Applications/POS Client.app/Contents/MacOS/POS Client\nftxt\nn/usr/lib/dyld\n'
  expect(fileInLsof(files)).toBe('/Applications/POS Client.app/Contents/MacOS/POS Client')
  expect(fileInLsof('')).toBeUndefined()
})

test('output of netstat is parsed, also in German', () => {
  const netstat = [
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    127.0.0.1:47600        127.0.0.1:50123        HERGESTELLT     9',
    '  TCP    127.0.0.1:50123        127.0.0.1:47600        HERGESTELLT     4711',
    '  TCP    192.168.1.4:50123      192.0.2.1:443          HERGESTELLT     10',
    '  TCP    [::1]:50123            [::1]:47600            HERGESTELLT     11',
  ].join('\r\n')
  expect(peersInNetstat(netstat, ipv4)).toEqual([4711])
  expect(peersInNetstat(netstat, ipv6)).toEqual([11])
  expect(peersInNetstat(netstat, { ...ipv4, peerPort: 1 })).toEqual([])
})

test('a process that started after the connection was made is not the one that made it', () => {
  const found = (ms: number) => ({ pid: 7, path: '/x', startedAt: String(Math.round(Date.now() + ms)) })
  const openedAtMs = performance.now() - 5_000
  expect(notYounger(found(-6_000), { openedAtMs })).toMatchObject({ pid: 7 })
  expect(notYounger(found(-4_000), { openedAtMs })).toBeUndefined()
  expect(notYounger(undefined, { openedAtMs })).toBeUndefined()
})

test.each([
  ['unchanged', { pid: 7, path: '/opt/pos', startedAt: '1' }],
  ['another-program', { pid: 7, path: '/opt/other', startedAt: '1' }],
  ['ended', { pid: 7, path: '/opt/pos', startedAt: '2' }],
  ['ended', undefined],
] as const)('a program is %s later', (state, now) => {
  expect(stateFrom({ pid: 7, path: '/opt/pos', startedAt: '1' }, now)).toBe(state)
})
