import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { GatheredBody } from '#api/pos/gatheredBody.ts'

const partBytes = 16 * 1024

/** What the server answers with `respond`, as the caller's response, whose body nobody has begun to read. */
async function ask(respond: (response: ServerResponse) => void): Promise<IncomingMessage> {
  const server = createServer((_, response) => respond(response)).listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const [response] = await once(get({ port: (server.address() as AddressInfo).port, host: '127.0.0.1' }), 'response')
  return response
}

async function bodyOf(response: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of response) parts.push(part)
  return Buffer.concat(parts)
}

test('the parts of TLS that come in one go are written at once', async () => {
  const writes: number[] = []
  const response = await ask((answer) => {
    vi.spyOn(answer, 'write').mockImplementation((chunk) => writes.push(chunk.length) > 0)
    const body = new GatheredBody(answer)
    for (const part of ['a', 'b', 'c', 'd', 'e']) body.add(Buffer.alloc(partBytes, part))
    body.flush()
    answer.end()
  })
  await bodyOf(response)
  expect(writes).toEqual([4 * partBytes, partBytes])
})

test('a part that nothing follows goes out by itself', async () => {
  const response = await ask((answer) => new GatheredBody(answer).add(Buffer.from('an event')))
  const [part] = await once(response, 'data')
  expect(String(part)).toBe('an event')
})

test('a part may change as soon as it was taken', async () => {
  const response = await ask((answer) => {
    const body = new GatheredBody(answer)
    const part = Buffer.from('before')
    body.add(part)
    part.write('after!')
    body.flush()
    answer.end()
  })
  expect(String(await bodyOf(response))).toBe('before')
})

test('callers who do not read at once get their own bytes, and no byte of another one', async () => {
  const bytes = 24 * 1024 * 1024
  const isFull: boolean[] = []
  const send = (letter: string) => (answer: ServerResponse) => {
    const body = new GatheredBody(answer)
    const part = Buffer.alloc(partBytes - 7, letter)
    let left = bytes
    const more = () => {
      while (left > 0) {
        const takesMore = body.add(part.subarray(0, Math.min(part.length, left)))
        left -= Math.min(part.length, left)
        if (!takesMore) {
          isFull.push(true)
          return
        }
      }
      body.flush()
      answer.end()
    }
    answer.on('drain', more)
    more()
  }
  const responses = await Promise.all(['a', 'b', 'c'].map((letter) => ask(send(letter))))
  const bodies = await Promise.all(responses.map(bodyOf))
  expect(isFull.length).toBeGreaterThan(0)
  for (const [at, letter] of ['a', 'b', 'c'].entries())
    expect(bodies[at]?.equals(Buffer.alloc(bytes, letter)), letter).toBe(true)
})

test('nothing more is written once the caller has gone', async () => {
  const write = Promise.withResolvers<number>()
  const response = await ask((answer) => {
    const body = new GatheredBody(answer)
    body.add(Buffer.from('seen'))
    body.flush()
    answer.once('close', () => {
      const written = vi.spyOn(answer, 'write')
      body.add(Buffer.from('unseen'))
      body.flush()
      write.resolve(written.mock.calls.length)
    })
  })
  response.destroy()
  expect(await write.promise).toBe(0)
})
