import type { Socket } from 'node:net'
import { expect, test, vi } from 'vitest'
import { openFirstWay } from '#adapters/sockets/firstWay.ts'
import { type SystemProxy, type Way, wayText } from '#core/network/systemProxy.ts'

const direct: Way = { kind: 'direct' }
const proxy = (host: string): Way => ({ kind: 'proxy', url: new URL(`http://${host}`) })

type Behaviour = 'opens' | 'never answers' | { code: string }

/** Opens the first way of those given, each of which behaves as said. */
function open(ways: Way[], behaviours: Record<string, Behaviour>, timeoutMs = 5_000) {
  const tried: string[] = []
  const failed: string[] = []
  const systemProxy: SystemProxy = {
    waysTo: async () => ({ ways, source: 'gnome' }),
    failed: (way) => void failed.push(wayText(way)),
  }
  const socket = {} as Socket
  let cancel = () => {}
  const result = new Promise<string>((resolve) => {
    cancel = openFirstWay(
      { kind: 'system', systemProxy, url: 'https://cloud.example' },
      timeoutMs,
      (way, onOpen) => {
        const name = wayText(way)
        tried.push(name)
        const behaviour = behaviours[name] ?? 'opens'
        if (behaviour === 'opens') onOpen(undefined, socket)
        else if (behaviour !== 'never answers') onOpen(Object.assign(new Error(), behaviour), undefined)
        return () => {}
      },
      (error, opened) => resolve(opened === socket ? 'open' : (error?.code ?? '')),
    )
  })
  return { result, tried, failed, cancel }
}

test('the first way that leads to the upstream is taken', async () => {
  const { result, tried, failed } = open([proxy('a'), proxy('b'), direct], { 'http://a': { code: 'ECONNREFUSED' } })
  expect(await result).toBe('open')
  expect({ tried, failed }).toEqual({ tried: ['http://a', 'http://b'], failed: ['http://a'] })
})

test('when no way leads there, the last one says why', async () => {
  const { result, failed } = open([proxy('a'), direct], {
    'http://a': { code: 'ECONNREFUSED' },
    direct: { code: 'ENOTFOUND' },
  })
  expect(await result).toBe('ENOTFOUND')
  expect(failed).toEqual(['http://a', 'direct'])
})

test.for(['PROXY_REFUSED', 'PROXY_LOGIN_REQUIRED', 'PROXY_LOGIN_UNSUPPORTED', 'PROXY_UNTRUSTED'])(
  'a proxy that answers with %s is not gone around',
  async (code) => {
    const { result, tried, failed } = open([proxy('a'), direct], { 'http://a': { code } })
    expect(await result).toBe(code)
    expect({ tried, failed }).toEqual({ tried: ['http://a'], failed: [] })
  },
)

test('a proxy that swallows packets leaves the others their share of the time', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
  try {
    const { result, tried } = open(
      [proxy('a'), proxy('b'), direct],
      {
        'http://a': 'never answers',
        'http://b': 'never answers',
      },
      3_000,
    )
    await vi.advanceTimersByTimeAsync(999)
    expect(tried).toEqual(['http://a'])
    await vi.advanceTimersByTimeAsync(1)
    expect(tried).toEqual(['http://a', 'http://b'])
    await vi.advanceTimersByTimeAsync(1_000)
    expect(await result).toBe('open')
  } finally {
    vi.useRealTimers()
  }
})

test('settings that name no HTTP proxy lead nowhere', async () => {
  expect(await open([], {}).result).toBe('PROXY_UNSUPPORTED')
})

test('a connection that is given up meanwhile tries nothing more', async () => {
  const { cancel, tried } = open([proxy('a')], {})
  cancel()
  await Promise.resolve()
  await Promise.resolve()
  expect(tried).toEqual([])
})
