import { request } from 'node:http'
import { connect, type Socket } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { startTill, type Till, type TillOptions } from '#test/support/till.ts'

/** A program that sends everything before it reads anything, as most HTTP libraries do. */
async function sendAllThenRead(till: Till, head: readonly string[], body: Buffer): Promise<string> {
  const socket = open(till)
  socket.pause()
  socket.write(`${['POST /via/loyalty/x HTTP/1.1', ...head].join('\r\n')}\r\n\r\n`)
  const error = await new Promise((resolve) => socket.write(body, resolve))
  if (error) return (error as NodeJS.ErrnoException).code ?? 'failed'
  return answerOver(socket)
}

function open(till: Till): Socket {
  const socket = connect({ port: till.port, host: '127.0.0.1', allowHalfOpen: true })
  onTestFinished(() => void socket.destroy())
  return socket
}

/** All that comes until the agent ends its half, or the code of the error that came instead. */
function answerOver(socket: Socket): Promise<string> {
  return new Promise((resolve) => {
    let text = ''
    socket.setEncoding('latin1').on('data', (part: string) => {
      text += part
    })
    socket.on('end', () => resolve(text)).on('error', ({ code }: NodeJS.ErrnoException) => resolve(code ?? 'failed'))
    socket.resume()
  })
}

const bytes = 17 * 1024 * 1024
const body = Buffer.alloc(bytes, 'x')
const chunked = Buffer.concat([Buffer.from(`${bytes.toString(16)}\r\n`), body, Buffer.from('\r\n0\r\n\r\n')])
const length = `Content-Length: ${bytes}`

// A refusal of more than 16 MiB ended in a reset, which most programs report in place of the answer.
test.each<[string, string, (till: Till) => string[], Buffer, TillOptions?]>([
  ['a body over the limit', '413', (till) => [`Till-Agent-Key: ${till.key}`, length], body],
  ['a key that is wrong', '401', () => ['Till-Agent-Key: ta_pos_x', length], body],
  ['no key, and a body in chunks', '401', () => ['Transfer-Encoding: chunked'], chunked],
  ['a head that is too large', '431', () => [`X: ${'x'.repeat(20_000)}`, length], body],
  ['a head that is no HTTP', '400', () => ['X : x', length], body],
  ['a body that is malformed', '400', (till) => [`Till-Agent-Key: ${till.key}`, 'Transfer-Encoding: chunked'], body],
])('the refusal of %s is read by who sends everything first', async (_, status, head, sent) => {
  const till = await startTill()
  const host = `Host: 127.0.0.1:${till.port}`
  expect(await sendAllThenRead(till, [host, ...head(till)], sent)).toMatch(
    new RegExp(`^HTTP/1\\.1 ${status} [^]*"remedy"`),
  )
})

test('the refusal of a foreign host is read by who sends everything first', async () => {
  const head = ['Host: shop.example', length]
  expect(await sendAllThenRead(await startTill(), head, body)).toMatch(/^HTTP\/1\.1 421 /)
})

test('a program that waits for the end of the answer gets it before it has sent the rest', async () => {
  const till = await startTill()
  const socket = open(till)
  socket.write(`POST /v1/pairings HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nContent-Length: 20000\r\n\r\nx`)
  expect(await answerOver(socket)).toMatch(/^HTTP\/1\.1 413 /)
})

test.each([
  ['bytes', { lingerBytes: 64 * 1024 }, 20_000_000],
  ['time', { lingerTimeoutMs: 100 }, 20_000_000_000],
])('who goes on sending is cut off beyond the limit in %s', async (_, limits, promised) => {
  const till = await startTill({ limits })
  const socket = open(till)
  // A connection that is closed by half takes it.
  socket.on('end', () => socket.write('x'.repeat(1_000_000)))
  socket.on('error', () => {}).resume()
  socket.write(
    `POST /via/loyalty/x HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nContent-Length: ${promised}\r\n\r\n${'x'.repeat(100_000)}`,
  )
  await new Promise((resolve) => socket.once('close', resolve))
})

test('an answered connection serves no request that stands behind the refused one', async () => {
  const till = await startTill()
  const socket = open(till)
  const head = `HTTP/1.1\r\nHost: 127.0.0.1:${till.port}\r\nTill-Agent-Key: ${till.key}\r\n`
  socket.write(`POST /via/loyalty/x ${head}Content-Length: 20000000\r\n\r\n`)
  socket.write(Buffer.alloc(20_000_000))
  socket.write(`GET /healthz ${head}\r\n`)
  expect((await answerOver(socket)).match(/HTTP\/1\.1 /g)).toHaveLength(1)
})

// Half of them were lost to a reset.
test('fifty of fifty uploads of 12 MB by a stock client read their refusal', async () => {
  const till = await startTill()
  const upload = Buffer.alloc(12_000_000)
  const post = () =>
    new Promise<number | string | undefined>((resolve) => {
      const options = { port: till.port, host: '127.0.0.1', path: '/via/loyalty/x', method: 'POST', agent: false }
      const sent = request({ ...options, headers: { 'Till-Agent-Key': till.key, 'Content-Length': upload.length } })
      sent.on('response', (response) => resolve(response.resume().statusCode))
      sent.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code))
      sent.end(upload)
    })
  for (let round = 0; round < 5; round += 1)
    expect(await Promise.all(Array.from({ length: 10 }, post))).toEqual(Array.from({ length: 10 }, () => 413))
})
