import { expect, test } from 'vitest'
import { createSystemFetch } from '#adapters/network/systemFetch.ts'
import { startServer } from './startServer.ts'

const fetch = createSystemFetch(5_000)

test('it hands on status, headers and the body as it comes', async () => {
  const server = await startServer(({ headers }, response) => {
    response.writeHead(206, { 'content-range': 'bytes 1-2/3', 'x-range': String(headers.range) })
    response.end('bc')
  })
  const response = await fetch(`${server.url}/p?q`, { headers: { Range: 'bytes=1-' } })
  expect([response.status, response.headers.get('content-range'), response.headers.get('x-range')]).toEqual([
    206,
    'bytes 1-2/3',
    'bytes=1-',
  ])
  expect([await response.text(), server.seen]).toEqual(['bc', ['GET /p?q']])
})

test('it follows no redirect', async () => {
  const server = await startServer((_, response) => response.writeHead(302, { location: '/elsewhere' }).end())
  expect((await fetch(server.url)).status).toBe(302)
  expect(server.seen).toHaveLength(1)
})

test('a response that has no body is one', async () => {
  const server = await startServer((_, response) => response.writeHead(304).end())
  expect((await fetch(server.url)).status).toBe(304)
})

test('a body that is broken off, a server that is not there and a call that is given up are failures', async () => {
  const server = await startServer((_, response) => {
    response.writeHead(200, { 'content-length': 10 })
    response.write('x', () => response.destroy())
  })
  await expect((await fetch(server.url)).text()).rejects.toThrow()
  await expect(fetch('http://127.0.0.1:1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  const silent = await startServer(() => {})
  await expect(fetch(silent.url, { signal: AbortSignal.timeout(50) })).rejects.toThrow()
})
