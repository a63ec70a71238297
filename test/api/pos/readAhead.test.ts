import { PassThrough } from 'node:stream'
import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { ReadAheadBody, ReadAheadMemory } from '#api/pos/readAhead.ts'
import { Fault } from '#core/base/fault.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'

const KiB = 1024
/** What a caller of so many requests sends; each part comes by itself. */
const partBytes = 8 * KiB

/** A body whose caller sends as long as the agent reads. */
function openBody(memory: ReadAheadMemory) {
  const request = new PassThrough({ highWaterMark: 1 })
  return { request, body: new ReadAheadBody(request, memory) }
}

/** Sends up to so many parts. @returns how many were read */
async function sendParts(request: PassThrough, count: number, bytes = partBytes): Promise<number> {
  for (let sent = 0; sent < count; sent += 1) {
    if (request.isPaused()) return sent
    request.write(Buffer.alloc(bytes, 'x'))
    await turn()
  }
  return count
}

async function partsOf(body: ReadAheadBody): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(part)
  return parts
}

describe('what is read ahead', () => {
  test('is as much as the memory holds', async () => {
    const { request } = openBody(new ReadAheadMemory(64 * KiB))
    expect(await sendParts(request, 100)).toBe(8)
  })

  test('costs something for each part, however small', async () => {
    const { request } = openBody(new ReadAheadMemory(64 * KiB))
    expect(await sendParts(request, 10_000, 1)).toBeLessThan(300)
  })

  test('shares its memory with all other bodies, and goes on when one of them is over', async () => {
    const memory = new ReadAheadMemory(64 * KiB)
    const [first, second] = [openBody(memory), openBody(memory)]
    await sendParts(first.request, 100)
    expect(await sendParts(second.request, 100)).toBe(1)
    first.body.leave()
    expect(await sendParts(second.request, 100)).toBeGreaterThan(5)
  })

  test.each([
    ['whose body is read as it comes', true],
    ['that waits for its turn', false],
  ])('a caller %s and who has sent much at once lets the others have theirs', async (_, isRead) => {
    const request = new PassThrough({ highWaterMark: 1 })
    const body = new ReadAheadBody(request, new ReadAheadMemory(1024 * KiB))
    const parts = isRead ? partsOf(body) : undefined
    for (let part = 0; part < 8; part += 1) request.write(Buffer.alloc(64 * KiB))
    request.end()
    let turns = 0
    while (request.readableLength + request.writableLength > 0) {
      await turn()
      turns += 1
    }
    expect(turns).toBeGreaterThanOrEqual(6)
    expect(await (parts ?? partsOf(body))).toHaveLength(8)
  })

  test('never keeps another body from being sent', async () => {
    const memory = new ReadAheadMemory(64 * KiB)
    await sendParts(openBody(memory).request, 100)
    const { request, body } = openBody(memory)
    for (let part = 0; part < 10; part += 1) {
      const next = body.next()
      request.write(Buffer.alloc(partBytes))
      expect((await next).value).toHaveLength(partBytes)
    }
    request.end()
    expect(await body.next()).toEqual({ done: true, value: undefined })
  })

  test('gives its memory back part by part', async () => {
    const memory = new ReadAheadMemory(64 * KiB)
    const { request, body } = openBody(memory)
    await sendParts(request, 100)
    expect([memory.isFull, request.isPaused()]).toEqual([true, true])
    for (let part = 0; part < 8; part += 1) await body.next()
    expect([memory.isFull, request.isPaused()]).toEqual([false, false])
  })
})

describe('a body that is left', () => {
  test('breaks off for who waits for more of it, and never passes for whole', async () => {
    const { request, body } = openBody(new ReadAheadMemory(64 * KiB))
    const next = body.next()
    body.leave()
    await expect(next).rejects.toEqual(new Fault('REQUEST_TIMEOUT'))
    request.end('x')
    await expect(body.next()).rejects.toEqual(new Fault('REQUEST_TIMEOUT'))
  })

  test('is not read on', async () => {
    const { request, body } = openBody(new ReadAheadMemory(64 * KiB))
    await body.return()
    expect(request.isPaused()).toBe(true)
    request.write('x')
    await turn()
    expect(String(request.read())).toBe('x')
  })
})

test('bodies that waited with little memory arrive as they were sent', async () => {
  const upstream = await startUpstream()
  const limits = { readAheadBytes: 64 * KiB, upstreamConnections: 1 }
  const till = await startTill({ baseUrl: upstream.url, limits })
  const bodies = [1, 300 * KiB, 0, 500 * KiB, 100 * KiB].map((bytes, at) =>
    Buffer.alloc(bytes, `${at}${'x'.repeat(at)}`),
  )
  await Promise.all(bodies.map((body, at) => till.call(`/via/loyalty/${at}`, { method: 'POST', body })))
  const arrived = upstream.seen.toSorted((left, right) => left.target.localeCompare(right.target))
  expect(arrived.map(({ body }, at) => body.equals(bodies[at] as Buffer))).toEqual(bodies.map(() => true))
})
