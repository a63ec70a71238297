import { type AddressInfo, createServer } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createHttpLink } from '#adapters/http1/httpLink.ts'
import type { Link } from '#core/network/link.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { sampleOf } from '#test/support/sample.ts'

const withLength = 'HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX: y\r\n\r\nabc'
const inChunks = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n1;x=y\r\nd\r\n0\r\nX: y\r\n\r\n'
const toTheEnd = 'HTTP/1.1 200 OK\r\n\r\nabc'

/** A link to an upstream that sends so many bytes of an answer, as the path of the request says, and then ends. */
async function openLink(answer: string, how: 'closes' | 'resets'): Promise<Link> {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', (request) => {
      const bytes = Number(/^GET \/(\d+)/.exec(request.toString('latin1'))?.[1])
      const end = () => (how === 'closes' ? socket.end() : socket.resetAndDestroy())
      // A reset overtakes bytes that are still on their way.
      if (bytes === 0) end()
      else socket.write(answer.slice(0, bytes), () => setImmediate(end))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const link = createHttpLink({ baseUrl: `http://127.0.0.1:${port}` }, undefined, defaultLimits)
  onTestFinished(async () => {
    await link.close()
    server.close()
  })
  return link
}

/** Everything that a listener is told after one request, and the body; resolves once nothing more can come. */
function request(link: Link, bytes: number): Promise<{ ends: string[]; body: string }> {
  const ends: string[] = []
  let body = ''
  return new Promise((resolve) => {
    const end = (how: string) => {
      ends.push(how)
      // What comes once more, wrongly, comes with the events of the same connection.
      setImmediate(() => setImmediate(() => resolve({ ends, body })))
    }
    link.send(
      { method: 'GET', path: `/${bytes}`, headers: [], body: undefined, answerTimeoutMs: 5_000, isTimeoutFixed: false },
      {
        onHead: () => {},
        onData: (chunk) => {
          body += chunk.toString('latin1')
          return true
        },
        onEnd: () => end('whole'),
        onFailure: ({ kind, sent }) => end(`${kind}, sent: ${sent}`),
      },
    )
  })
}

/** So many bytes of an answer as may have come. */
const bytesOf = (answer: string) => sampleOf([...Array(answer.length).keys()], 1 / 4)

const brokenOff = { ends: ['broken-off, sent: true'] }

test.each([
  ['with a length', withLength, 'abc'],
  ['in chunks', inChunks, 'abcd'],
])(
  'an upstream killed at any byte of an answer %s is one failure, and never a whole answer',
  async (_, answer, body) => {
    for (const how of ['closes', 'resets'] as const) {
      const link = await openLink(answer, how)
      for (const bytes of bytesOf(answer))
        expect(await request(link, bytes), `${how} after ${bytes}`).toMatchObject(brokenOff)
      // A reset may overtake what the upstream has sent.
      if (how === 'closes') expect(await request(link, answer.length)).toEqual({ ends: ['whole'], body })
    }
  },
)

// RFC 9112 §8: nothing tells such an answer from a whole one, but a reset does.
test('an answer that its connection ends is whole at any byte of its body, unless it is reset', async () => {
  const headBytes = toTheEnd.indexOf('abc')
  const [closing, resetting] = [await openLink(toTheEnd, 'closes'), await openLink(toTheEnd, 'resets')]
  for (const bytes of bytesOf(toTheEnd)) {
    const whole = { ends: ['whole'], body: toTheEnd.slice(headBytes, bytes) }
    expect(await request(closing, bytes), `${bytes}`).toMatchObject(bytes < headBytes ? brokenOff : whole)
    expect(await request(resetting, bytes), `reset after ${bytes}`).toMatchObject(brokenOff)
  }
})
