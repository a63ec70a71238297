import { type AddressInfo, createServer, type Socket } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { faultOf, startTill } from '#test/support/till.ts'

const head = 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n'

/** An upstream that handles each connection as told, down to a reset. */
async function startDying(serve: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())))
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}` }
}

/** Resets the connection once the request holds this text, after these last bytes. */
function dieAt(text: string, lastBytes = '') {
  return (socket: Socket) => {
    let got = ''
    socket.setEncoding('latin1').on('data', (part) => {
      got += part
      if (!got.includes(text)) return
      if (lastBytes === '') socket.resetAndDestroy()
      // The bytes must be on their way before the reset overtakes them.
      else socket.write(lastBytes, () => setImmediate(() => socket.resetAndDestroy()))
    })
  }
}

const post = { method: 'POST', body: 'sale-1234567890' }

// Wherever the upstream dies, the caller of a sale gets one fault, the right one.
describe('an upstream dies', () => {
  test.each([
    ['as soon as it is connected to', (socket: Socket) => void socket.resetAndDestroy()],
    ['in the middle of the request’s head', dieAt('POST')],
    ['with the whole head', dieAt('\r\n\r\n')],
    ['with the whole request', dieAt('1234567890')],
    ['after half a status line', dieAt('1234567890', 'HTTP/1.')],
    ['after half a head', dieAt('1234567890', head)],
  ])('%s: the outcome of a sale is unknown, or certainly nothing was sent', async (_, serve) => {
    const upstream = await startDying(serve)
    const till = await startTill({ baseUrl: upstream.url })
    const response = await till.call('/via/loyalty/x', post)
    expect(['OUTCOME_UNKNOWN', 'UPSTREAM_UNREACHABLE']).toContain(await faultOf(response))
    expect(till.agent.status().upstreams[0]).toMatchObject({ activeRequests: 0, waitingRequests: 0 })
  })

  test('once a sale was read, no fault says that nothing was sent', async () => {
    const upstream = await startDying(dieAt('1234567890'))
    const till = await startTill({ baseUrl: upstream.url })
    for (let n = 0; n < 5; n += 1)
      expect(await faultOf(await till.call('/via/loyalty/x', post))).toBe('OUTCOME_UNKNOWN')
  })

  test('during the handshake: nothing was sent', async () => {
    const upstream = await startDying((socket) => void socket.once('data', () => socket.resetAndDestroy()))
    const till = await startTill({ baseUrl: upstream.url.replace('http:', 'https:') })
    expect(await faultOf(await till.call('/via/loyalty/x', post))).toBe('UPSTREAM_UNREACHABLE')
  })

  test.each([
    ['after the head of its response', `${head}\r\n`],
    ['in the middle of its response', `${head}\r\n12345`],
  ])('%s: the response is cut off and never passes for a whole one', async (_, lastBytes) => {
    const upstream = await startDying(dieAt('1234567890', lastBytes))
    const till = await startTill({ baseUrl: upstream.url })
    const got = till.call('/via/loyalty/x', post).then(async (response) => {
      if (response.status !== 200) throw new Error(await faultOf(response))
      return response.text()
    })
    await expect(got).rejects.toThrow(/^(?:OUTCOME_UNKNOWN|terminated|fetch failed)$/)
  })
})

// The second sending of a look-up was refused, and the caller was told that nothing had been sent: the first had been.
test('when the first sending of a look-up was read, no fault says that nothing was sent', async () => {
  const server = createServer((socket) => {
    socket.on('error', () => {})
    socket.once('data', () => {
      server.close()
      socket.resetAndDestroy()
      for (const other of others) other.destroy()
    })
    others.add(socket)
  })
  const others = new Set<Socket>()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const till = await startTill({ baseUrl: `http://127.0.0.1:${port}` })
  expect(await faultOf(await till.call('/via/loyalty/x'))).toBe('UPSTREAM_SILENT')
})
