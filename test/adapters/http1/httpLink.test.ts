import { once } from 'node:events'
import { describe, expect, onTestFinished, test } from 'vitest'
import { createHttpLink } from '#adapters/http1/httpLink.ts'
import { defaultLimits } from '#core/settings/limits.ts'
import { startSilence } from '#test/adapters/network/startServer.ts'
import { ask, openLink, startWires, type Wire } from './wire.ts'

const ok = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok'
const lengthOf = (text: string) => `HTTP/1.1 200 OK\r\nContent-Length: ${text.length}\r\n\r\n${text}`

describe('connections', () => {
  test('of those that are free the one used last takes the next request', async () => {
    const pending: Wire[] = []
    const cloud = await startWires((wire) => pending.push(wire))
    const link = openLink(cloud.url)
    const asked = [ask(link), ask(link)]
    await expect.poll(() => pending.length).toBe(2)
    const [first, last] = pending as [Wire, Wire]
    for (const wire of [first, last]) {
      wire.send(ok)
      await Promise.race(asked.filter(({ heard }) => !heard.end).map(({ over }) => over))
    }
    ask(link)
    await expect.poll(() => pending.length).toBe(3)
    expect(pending[2]).toBe(last)
  })

  test('are never more than the limit; whichever is free first takes the request that waits longest', async () => {
    const pending: Wire[] = []
    const cloud = await startWires((wire) => pending.push(wire))
    const link = openLink(cloud.url, { upstreamConnections: 2 })
    const asked = ['/a', '/b', '/c', '/d'].map((path) => ask(link, { path }))
    await expect.poll(() => pending.length).toBe(2)
    pending[1]?.send(ok)
    await expect.poll(() => pending.length).toBe(3)
    expect(pending[2]).toBe(pending[1])
    expect(pending[2]?.received()).toContain('GET /c ')
    pending[2]?.send(ok)
    await expect.poll(() => pending.length).toBe(4)
    expect(pending[3]?.received()).toContain('GET /d ')
    for (const at of [0, 3]) pending[at]?.send(ok)
    expect(await Promise.all(asked.map(({ over }) => over))).toEqual(['end', 'end', 'end', 'end'])
    expect(cloud.wires).toHaveLength(2)
  })

  test('of a burst each request has a connection in the end, while none is answered', async () => {
    const pending: Wire[] = []
    const cloud = await startWires((wire) => pending.push(wire))
    const link = openLink(cloud.url)
    for (let at = 0; at < 30; at += 1) ask(link)
    await expect.poll(() => pending.length).toBe(30)
    expect(new Set(pending).size).toBe(30)
  })

  // With a connection on its way for each of them, all handshakes ended together, and the whole burst waited for the last.
  test('a burst opens a few at a time; when none opens, all who wait are told at once', async () => {
    const { port, sockets } = await startSilence()
    const link = openLink(`https://localhost:${port}`, { connectTimeoutMs: 300 })
    const asked = Array.from({ length: 60 }, () => ask(link))
    await expect.poll(() => sockets.length).toBe(8)
    const ends = await Promise.all(asked.map(({ over }) => over))
    for (const end of ends) expect(end).toMatchObject({ kind: 'unreachable', sent: false, reason: 'CONNECT_TIMEOUT' })
    // One more is tried for the next request.
    expect(sockets.length).toBeLessThanOrEqual(9)
  })

  test('one more than is needed is open before the next request', async () => {
    const cloud = await startWires(() => {})
    const link = openLink(cloud.url)
    await expect.poll(() => link.openConnections()).toBe(1)
    ask(link)
    await expect.poll(() => link.openConnections()).toBe(2)
  })

  test.each([
    ['a hint that the upstream closes within a second', 'Keep-Alive: timeout=1\r\n'],
    ['a hint that it closes now', 'Keep-Alive: timeout=0, max=5\r\n'],
    ['Connection: close', 'Connection: close\r\n'],
  ])('%s is believed: the next request goes over another', async (_, field) => {
    const cloud = await startWires((wire) => wire.send(ok.replace('\r\n\r\n', `\r\n${field}\r\n`)))
    const link = openLink(cloud.url)
    expect(await ask(link).over).toBe('end')
    expect(await ask(link).over).toBe('end')
    expect(cloud.wires.filter((wire) => wire.received() !== '').length).toBe(2)
  })

  test.each([
    ['bytes after the response', 'GET', `${ok}HTTP/1.1 200 OK\r\n`],
    ['a body that HEAD does not have', 'HEAD', ok],
    ['a body that 304 does not have', 'GET', ok.replace('200 OK', '304 Not Modified')],
    ['a body that 204 does not have', 'GET', ok.replace('200 OK', '204 No Content')],
  ])('%s: never the response to the next request', async (_, method, text) => {
    const cloud = await startWires((wire) => wire.send(wire === cloud.wires[0] ? text : lengthOf('second')))
    const link = openLink(cloud.url)
    expect(await ask(link, { method }).over).toBe('end')
    const next = ask(link)
    expect(await next.over).toBe('end')
    expect(next.heard.body).toBe('second')
  })

  // A request that its caller left counted as a failure of the upstream: the next connection waited a second.
  test('a request that is aborted does not make the next connection wait', async () => {
    const cloud = await startWires()
    const link = openLink(cloud.url, { upstreamConnections: 1 })
    const asked = ask(link)
    await expect.poll(() => cloud.wires[0]?.received()).toContain('GET')
    asked.transfer.abort()
    await expect.poll(() => cloud.wires.length).toBe(2)
    expect(asked.heard.ends).toBe(0)
  })

  // A connection that was never used counted as one that the upstream had refused.
  test('rewarm opens a new connection at once, even where the old one carried nothing', async () => {
    const cloud = await startWires((wire) => wire.send(ok))
    const link = openLink(cloud.url)
    await expect.poll(() => link.openConnections()).toBe(1)
    link.rewarm()
    await expect.poll(() => cloud.wires.length).toBe(2)
    expect(await ask(link).over).toBe('end')
    expect(cloud.wires[0]?.received()).toBe('')
  })

  test('an upstream that hangs up on each new connection is not called in a loop', async () => {
    const times: number[] = []
    const cloud = await startWires(undefined, ({ socket }) => {
      times.push(performance.now())
      socket.destroy()
    })
    openLink(cloud.url)
    await expect.poll(() => times.length).toBe(2)
    expect((times[1] ?? 0) - (times[0] ?? 0)).toBeGreaterThan(400)
  })
})

describe('time limits count time and not silence', () => {
  const answerTimeoutMs = 50

  /** Sends this again and again for as long as the connection is open. */
  const repeating = (text: string) => (wire: Wire) => {
    const timer = setInterval(() => wire.send(text), 10)
    wire.socket.on('close', () => clearInterval(timer))
  }

  test.each([
    ['interim responses', repeating('HTTP/1.1 102 Processing\r\n\r\n')],
    ['a head that drips', repeating('H')],
    ['nothing', () => {}],
  ])('until the head comes: %s', async (_, serve) => {
    const cloud = await startWires(serve)
    // Without the limit it would never end.
    const end = await ask(openLink(cloud.url), { method: 'POST', answerTimeoutMs }).over
    expect(end).toMatchObject({ kind: 'silent', reason: 'HEAD_TIMEOUT', sent: true })
  })

  test('a flood of hints ends before its time', async () => {
    const cloud = await startWires(flood('HTTP/1.1 103 Early Hints\r\nA: b\r\n\r\n'))
    const end = await ask(openLink(cloud.url), { method: 'POST', answerTimeoutMs: 60_000 }).over
    expect(end).toMatchObject({ kind: 'invalid-answer', reason: 'HEAD_TOO_LARGE', sent: true })
  })

  test('within the body it is silence that counts', async () => {
    const cloud = await startWires((wire) => wire.send('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\npart'))
    const asked = ask(openLink(cloud.url, { idleTimeoutMs: 50 }))
    expect(await asked.over).toMatchObject({ kind: 'silent', reason: 'BODY_TIMEOUT' })
    expect(asked.heard).toMatchObject({ status: 200, body: 'part', ends: 1 })
  })

  test('trailers have an end', async () => {
    const chunked = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n'
    const cloud = await startWires((wire) => {
      wire.send(chunked)
      flood('Trailer: x\r\n')(wire)
    })
    const asked = ask(openLink(cloud.url))
    expect(await asked.over).toMatchObject({ kind: 'invalid-answer', reason: 'HEAD_TOO_LARGE' })
  })

  test('a listener that pauses is given all the time it wants', async () => {
    const cloud = await startWires((wire) => wire.send(lengthOf('body')))
    const link = openLink(cloud.url, { idleTimeoutMs: 50 })
    const asked = ask(link, {}, () => false)
    await expect.poll(() => asked.heard.body).toBe('body')
    expect(asked.heard.end).toBe('end')
    const waiting = await startWires((wire) => wire.send('HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nbody'))
    const paused = ask(openLink(waiting.url, { idleTimeoutMs: 50 }), {}, () => false)
    await expect.poll(() => paused.heard.body).toBe('body')
    // Another request that is limited alike, and begins later.
    expect(await ask(openLink(waiting.url, { idleTimeoutMs: 50 })).over).toMatchObject({ kind: 'silent' })
    expect(paused.heard.end).toBeUndefined()
    paused.transfer.resume()
    waiting.wires[0]?.send('more')
    expect(await paused.over).toBe('end')
    expect(paused.heard.body).toBe('bodymore')
  })

  test('while there is no connection yet: nothing was sent', async () => {
    const { port } = await startSilence()
    const link = createHttpLink({ baseUrl: `https://localhost:${port}` }, undefined, defaultLimits)
    onTestFinished(() => link.close())
    const end = await ask(link, { answerTimeoutMs }).over
    expect(end).toMatchObject({ kind: 'unreachable', sent: false, reason: 'CONNECT_TIMEOUT' })
  })

  test('an upstream that does not read the body', async () => {
    const cloud = await startWires(({ socket }) => socket.pause())
    const body = endless(Buffer.alloc(256 * 1024))
    const end = await ask(openLink(cloud.url), { method: 'POST', body, answerTimeoutMs }).over
    expect(end).toMatchObject({ kind: 'silent', reason: 'UPLOAD_TIMEOUT', sent: true })
  })

  test('a caller who is slow with its own body is told so', async () => {
    const cloud = await startWires()
    const body = (async function* () {
      yield Buffer.from('{')
      await new Promise(() => {})
    })()
    const end = await ask(openLink(cloud.url), { method: 'POST', body, answerTimeoutMs }).over
    expect(end).toMatchObject({ kind: 'body-failed', cause: { code: 'REQUEST_TIMEOUT' } })
  })

  test.each([
    ['has more time as it goes', false, 'end'],
    ['but not beyond the time that the caller gave', true, { kind: 'body-failed' }],
  ])('a body that streams steadily %s', async (_, isTimeoutFixed, expected) => {
    const cloud = await startWires((wire) => {
      wire.socket.on('data', () => {
        if (wire.received().endsWith('0\r\n\r\n')) wire.send(ok)
      })
    })
    const body = (async function* () {
      for (let n = 0; n < 10; n += 1) {
        await new Promise((resolve) => setTimeout(resolve, 30))
        yield Buffer.alloc(1_024)
      }
    })()
    const request = { method: 'POST', body, answerTimeoutMs: 150, isTimeoutFixed }
    const asked = ask(openLink(cloud.url, { uploadBytesPerSecond: 8 * 1_024 }), request)
    const end = await asked.over
    if (typeof expected === 'string') expect(end).toBe(expected)
    else expect(end).toMatchObject(expected)
  })
})

describe('a response without a length', () => {
  const head = 'HTTP/1.1 200 OK\r\n\r\n'

  test('ends with its connection', async () => {
    const cloud = await startWires((wire) => wire.socket.end(`${head}all`))
    const asked = ask(openLink(cloud.url))
    expect(await asked.over).toBe('end')
    expect(asked.heard.body).toBe('all')
  })

  test('that is reset is broken off, and never passes for whole', async () => {
    const cloud = await startWires((wire) => {
      wire.socket.write(`${head}part`, () => setImmediate(() => wire.socket.resetAndDestroy()))
    })
    const asked = ask(openLink(cloud.url))
    expect(await asked.over).toMatchObject({ kind: 'broken-off', sent: true })
  })
})

describe('a response that begins before the body was sent', () => {
  test('is passed on, the rest of the body is not sent, and the connection is not used again', async () => {
    const cloud = await startWires((wire) => {
      if (wire === cloud.wires[0]) wire.send('HTTP/1.1 413 Too Large\r\nContent-Length: 2\r\n\r\nno')
      else wire.send(ok)
    })
    const link = openLink(cloud.url)
    let pulled = 0
    let isReturned = false
    const body = (async function* () {
      try {
        for (;;) {
          pulled += 1
          yield Buffer.alloc(1_024)
          await new Promise((resolve) => setImmediate(resolve))
        }
      } finally {
        isReturned = true
      }
    })()
    const asked = ask(link, { method: 'POST', body })
    expect(await asked.over).toBe('end')
    expect(asked.heard).toMatchObject({ status: 413, body: 'no', ends: 1 })
    await expect.poll(() => isReturned).toBe(true)
    const pulledThen = pulled
    expect(await ask(link).over).toBe('end')
    expect(pulled).toBe(pulledThen)
    expect(cloud.wires[0]?.received().match(/ HTTP\/1\.1/g)).toHaveLength(1)
  })

  test.each([
    ['longer', [Buffer.from('12345'), Buffer.from('GET /smuggled HTTP/1.1')]],
    ['shorter', [Buffer.from('123')]],
  ])('a body that is %s than it promised to be is never the beginning of another request', async (_, parts) => {
    const cloud = await startWires()
    const body = (async function* () {
      yield* parts
    })()
    const request = { method: 'POST', body, headers: ['Content-Length', '5'] }
    expect(await ask(openLink(cloud.url), request).over).toMatchObject({ kind: 'body-failed' })
    expect(cloud.wires[0]?.received()).not.toContain('smuggled')
  })
})

// Whatever byte the upstream dies at, the listener hears one end, and it is the right one.
describe('an upstream that is killed at any byte of its response', () => {
  test.each([
    ['with a length', 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nbody', true],
    ['in chunks', 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nbody\r\n0\r\n\r\n', true],
    ['after an interim one', 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No\r\n\r\n', true],
    ['without a length', 'HTTP/1.1 200 OK\r\n\r\nbody', false],
  ])('%s', async (_, response, endsByItself) => {
    const headEnd = response.indexOf('\r\n\r\n', response.lastIndexOf('HTTP/1.1')) + 4
    let bytes = 0
    const cloud = await startWires(({ socket }) => {
      // The bytes must be on their way before the reset overtakes them.
      if (bytes === 0) socket.resetAndDestroy()
      else socket.write(response.slice(0, bytes), () => setImmediate(() => socket.resetAndDestroy()))
    })
    for (bytes = 0; bytes <= response.length; bytes += 1) {
      const link = openLink(cloud.url)
      const { heard, over } = ask(link, { method: 'POST' })
      const end = await over
      const isWhole = endsByItself && bytes === response.length
      // A reset may overtake the last bytes, so less may be heard than was sent, and never more.
      if (isWhole && end === 'end') expect(heard.status).toBeDefined()
      else expect([bytes, end]).toMatchObject([bytes, { kind: 'broken-off', sent: true }])
      if (bytes < headEnd) expect(heard.status).toBeUndefined()
      expect(heard.ends).toBe(1)
      await link.close()
    }
  })
})

describe('what the caller of the link does wrong is its own affair', () => {
  test.each(['onHead', 'onData'] as const)(
    'a listener that throws in %s: it hears so, and others go on',
    async (at) => {
      const pending: Wire[] = []
      const cloud = await startWires((wire) => pending.push(wire))
      const link = openLink(cloud.url)
      const good = ask(link)
      const bug = new Error('a bug')
      const failure = Promise.withResolvers<unknown>()
      const fail = (where: string) => {
        if (where === at) throw bug
        return true
      }
      link.send(
        { method: 'GET', path: '/', headers: [], body: undefined, answerTimeoutMs: 5_000, isTimeoutFixed: false },
        {
          onHead: () => void fail('onHead'),
          onData: () => fail('onData'),
          onEnd: () => failure.resolve('end'),
          onFailure: failure.resolve,
        },
      )
      await expect.poll(() => pending.length).toBe(2)
      for (const wire of pending) wire.send(ok)
      expect(await failure.promise).toMatchObject({ kind: 'listener-failed', cause: bug })
      expect(await good.over).toBe('end')
      expect(await ask(openLink(cloud.url), { answerTimeoutMs: 100 }).over).toMatchObject({ kind: 'silent' })
    },
  )

  test.each([
    ['a header', { headers: ['A', 'b\r\nAuthorization: c'] }],
    ['the path', { path: '/ HTTP/1.1\r\nHost: other\r\n\r\n' }],
    ['the method', { method: 'GET\n' }],
  ])('a line end in %s costs no connection, and nothing is sent', async (_, request) => {
    const cloud = await startWires((wire) => wire.send(ok))
    const link = openLink(cloud.url, { upstreamConnections: 1 })
    await expect.poll(() => link.openConnections()).toBe(1)
    expect(() => ask(link, request)).toThrow(TypeError)
    expect(await ask(link).over).toBe('end')
    expect(cloud.wires[0]?.received()).not.toContain('other')
    expect(cloud.wires).toHaveLength(1)
  })
})

describe('when the link closes', () => {
  test('what is under way may have been done, and what waits was certainly not sent', async () => {
    const cloud = await startWires()
    const link = openLink(cloud.url, { upstreamConnections: 1 })
    const underWay = ask(link)
    await expect.poll(() => cloud.wires[0]?.received()).toContain('GET')
    const waiting = ask(link)
    const closed = once(cloud.wires[0]?.socket as never, 'end')
    await link.close()
    expect(await underWay.over).toMatchObject({ kind: 'broken-off', sent: true, reason: 'LINK_CLOSED' })
    expect(await waiting.over).toMatchObject({ kind: 'unreachable', sent: false, reason: 'LINK_CLOSED' })
    expect(await ask(link).over).toMatchObject({ kind: 'unreachable', sent: false, reason: 'LINK_CLOSED' })
    await closed
    expect([underWay.heard.ends, waiting.heard.ends, link.openConnections()]).toEqual([1, 1, 0])
  })

  test('a request that waits for a connection on its way was not sent', async () => {
    const { port } = await startSilence()
    const link = openLink(`https://localhost:${port}`)
    const asked = ask(link)
    await link.close()
    expect(await asked.over).toMatchObject({ kind: 'unreachable', sent: false, reason: 'LINK_CLOSED' })
  })
})

describe('a proxy that gives no way', () => {
  test.each([
    [
      'wants a login',
      'HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n',
      'PROXY_LOGIN_REQUIRED',
    ],
    ['refuses', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 3\r\n\r\nno!', 'PROXY_REFUSED'],
    ['cannot reach the upstream', 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'PROXY_REFUSED'],
    ['says more than was asked', 'HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n', 'PROXY_REFUSED'],
    ['speaks no HTTP', 'SSH-2.0-OpenSSH\r\n', 'HPE_INVALID_CONSTANT'],
  ])('%s', async (_, response, reason) => {
    const proxy = await startWires((wire) => wire.send(response))
    const link = openLink('http://upstream.example', {}, `http://till:p%40ss@127.0.0.1:${proxy.port}`)
    expect(await ask(link).over).toMatchObject({ kind: 'unreachable', sent: false, reason })
    expect(proxy.wires[0]?.received()).toMatch(/^CONNECT upstream\.example:80 HTTP\/1\.1\r\n/)
    expect(proxy.wires[0]?.received()).toContain(Buffer.from('till:p@ss').toString('base64'))
    await expect.poll(() => proxy.open().length).toBe(0)
  })

  test('that says nothing costs the connect timeout', async () => {
    const proxy = await startWires()
    const link = openLink('http://upstream.example', { connectTimeoutMs: 100 }, `http://127.0.0.1:${proxy.port}`)
    expect(await ask(link).over).toMatchObject({ kind: 'unreachable', sent: false, reason: 'CONNECT_TIMEOUT' })
  })
})

/** Sends this as fast as it is taken, for as long as the connection is open. */
function flood(text: string) {
  return ({ socket }: Wire) => {
    const some = text.repeat(100)
    const more = () => {
      while (!socket.destroyed && socket.write(some));
    }
    socket.on('drain', more)
    more()
  }
}

async function* endless(part: Buffer) {
  for (;;) yield part
}
