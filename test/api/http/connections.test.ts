import { Socket } from 'node:net'
import { describe, expect, test } from 'vitest'
import { type Connection, Connections } from '#api/http/connections.ts'
import type { LoopbackResponse } from '#api/http/loopbackResponse.ts'

const underWay = { isFinished: false } as LoopbackResponse
const finished = { isFinished: true } as LoopbackResponse

function open(connections: Connections, facts: Partial<Connection> = {}): Socket {
  const socket = new Socket()
  connections.admit(socket)
  Object.assign(connections.get(socket) ?? {}, facts)
  return socket
}

const closed = (sockets: readonly Socket[]) => sockets.map(({ destroyed }) => destroyed)

describe('when too many connections are open', () => {
  test.each([
    ['the oldest without a key makes room', [{ client: 'pos' }, {}, {}], [false, true, false]],
    ['else the oldest idle one', [{ client: 'pos' }, { client: 'pos', response: finished }], [true, false]],
    ['one with a request under way never does', [{ response: underWay }, { client: 'pos' }], [false, true]],
  ])('%s', (_, facts, expected) => {
    const connections = new Connections(facts.length)
    const sockets = facts.map((each) => open(connections, each))
    const latest = open(connections)
    expect([closed(sockets), latest.destroyed]).toEqual([expected, false])
  })

  test('the new one is closed where all are busy', () => {
    const connections = new Connections(1)
    const busy = open(connections, { response: underWay })
    const latest = open(connections)
    expect(closed([busy, latest])).toEqual([false, true])
    expect(connections.get(latest)).toBeUndefined()
  })
})

test('one client holds three quarters of the connections and no more', () => {
  const connections = new Connections(8)
  const assigned = Array.from({ length: 8 }, () => {
    const connection = connections.get(open(connections)) as Connection
    return connections.assign(connection, 'pos')
  })
  expect(assigned).toEqual([true, true, true, true, true, true, false, false])
  expect(connections.assign(connections.get(open(connections)) as Connection, 'kiosk')).toBe(true)
})

test('a connection that belongs to a client already counts once', () => {
  const connections = new Connections(1)
  const connection = connections.get(open(connections)) as Connection
  expect([connections.assign(connection, 'pos'), connections.assign(connection, 'pos')]).toEqual([true, true])
})

test('closing the idle ones leaves those with a request under way', () => {
  const connections = new Connections(8)
  const sockets = [{}, { response: finished }, { response: underWay }].map((facts) => open(connections, facts))
  connections.closeIdle()
  expect(closed(sockets)).toEqual([true, true, false])
})
