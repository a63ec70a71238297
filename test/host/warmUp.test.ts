import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { warmUp } from '#host/warmUp.ts'

const channel = 'http.server.request.start'

/** Watches the servers of this process, and calls `onRequest` with the number of each request that one of them gets. */
function watchServers(onRequest: (count: number, socket: Socket) => void) {
  const servers = new Set<Server>()
  let count = 0
  const onStart = (message: unknown) => {
    const { server, socket } = message as { server: Server; socket: Socket }
    servers.add(server)
    count += 1
    onRequest(count, socket)
  }
  subscribe(channel, onStart)
  onTestFinished(() => void unsubscribe(channel, onStart))
  return { requests: () => count, listening: () => [...servers].map((server) => server.listening) }
}

test('the warm-up sends enough requests for V8 to compile their way, and leaves nothing open', async () => {
  const { requests, listening } = watchServers(() => {})
  await warmUp()
  // Each request comes to the agent and from there to the cloud.
  expect([requests(), listening()]).toEqual([180, [false, false]])
})

test('memory is given back near the end of the warm-up, and some requests follow', async () => {
  const { requests } = watchServers(() => {})
  const sent: number[] = []
  await warmUp(undefined, () => sent.push(requests()))
  expect([sent, requests()]).toEqual([[180], 200])
})

// SIGTERM waited for it: 1 to 1.7 s on a slow machine.
test('the warm-up ends when it is told to, and leaves nothing open', async () => {
  const ending = new AbortController()
  const { requests, listening } = watchServers((count) => {
    if (count === 3) ending.abort()
  })
  await warmUp(ending.signal)
  expect([requests(), listening()]).toEqual([4, [false, false]])
})

// Its cloud stayed open.
test('a warm-up that breaks off leaves nothing open', async () => {
  const { listening } = watchServers((count, socket) => {
    if (count === 3) socket.destroy()
  })
  await expect(warmUp()).rejects.toThrow('socket hang up')
  expect(listening()).toEqual([false, false])
})
