import { EventEmitter } from 'node:events'
import type { Socket } from 'node:net'
import { expect, test } from 'vitest'
import { isOwnConnection, noteOwnConnection } from '#adapters/sockets/ownConnections.ts'

// Honest requests were refused as loops: the system gives one port to connections that lead to different ports.
test('a connection is known by both of its ends, while it is open', () => {
  const socket = Object.assign(new EventEmitter(), { localPort: 52_114, remotePort: 443, remoteAddress: '127.0.0.1' })
  noteOwnConnection(socket as unknown as Socket)
  expect([isOwnConnection(52_114, 443), isOwnConnection(52_114, 47_600)]).toEqual([true, false])
  socket.emit('close')
  expect(isOwnConnection(52_114, 443)).toBe(false)
})

test('connections that leave the machine are none that could come back to it', () => {
  const socket = Object.assign(new EventEmitter(), { localPort: 52_115, remotePort: 443, remoteAddress: '203.0.113.7' })
  noteOwnConnection(socket as unknown as Socket)
  expect(isOwnConnection(52_115, 443)).toBe(false)
})
