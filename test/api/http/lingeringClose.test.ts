import type { IncomingMessage } from 'node:http'
import { PassThrough } from 'node:stream'
import { afterEach, expect, test, vi } from 'vitest'
import { readRest } from '#api/http/lingeringClose.ts'
import { defaultLimits } from '#core/settings/limits.ts'

afterEach(() => void vi.useRealTimers())

/** A request of which something is still to come, unless its caller has ended its half of the connection. */
function requestOver(socket: { readableEnded: boolean }): IncomingMessage {
  const connection = Object.assign(new PassThrough(), { destroySoon: () => {} })
  Object.defineProperty(connection, 'readableEnded', { value: socket.readableEnded })
  return Object.assign(new PassThrough(), { socket: connection }) as unknown as IncomingMessage
}

// The connection was kept for a second although its caller had gone.
test.each([
  ['who has sent the last byte is not waited for', true, 0],
  ['who may still send is waited for, within the limits', false, 2],
])('%s', (_, readableEnded, timers) => {
  vi.useFakeTimers()
  readRest(requestOver({ readableEnded }), defaultLimits)
  expect(vi.getTimerCount()).toBe(timers)
})
