import { expect, test } from 'vitest'
import { WayMemory } from '#adapters/systemProxy/wayMemory.ts'
import { type SystemWays, type Way, wayText } from '#core/network/systemProxy.ts'

const minuteMs = 60_000
const proxy = (host: string): Way => ({ kind: 'proxy', url: new URL(`http://${host}:3128`) })

/** A memory with a clock of its own, over settings that are `a, b` at the first reading and `c` from then on. */
function startMemory() {
  let nowMs = 0
  const read: string[] = []
  const memory = new WayMemory(
    async (url): Promise<SystemWays> => {
      read.push(url)
      return { source: 'gnome', ways: read.length === 1 ? [proxy('a'), proxy('b')] : [proxy('c')] }
    },
    () => nowMs,
  )
  const ways = async (url = 'https://cloud.example/v1') =>
    (await memory.waysTo(url)).ways.map((way) => wayText(way).slice('http://'.length, -':3128'.length)).join(' ')
  return {
    ...{ memory, read, ways },
    pass: (ms: number) => {
      nowMs += ms
    },
  }
}

test('the settings are read once for all connections to an upstream, without its path', async () => {
  const { read, ways } = startMemory()
  expect(await Promise.all([ways(), ways('https://cloud.example/v2?token=1')])).toEqual(['a b', 'a b'])
  expect(read).toEqual(['https://cloud.example'])
})

test('settings of some minutes are read again, and the connection that asks does not wait for it', async () => {
  const { pass, ways } = startMemory()
  await ways()
  pass(6 * minuteMs)
  expect(await ways()).toBe('a b')
  expect(await ways()).toBe('c')
})

test('a connection waits for settings that may be of yesterday', async () => {
  const { pass, ways } = startMemory()
  await ways()
  pass(61 * minuteMs)
  expect(await ways()).toBe('c')
})

test('a way that led nowhere is tried last for a while', async () => {
  const { memory, pass, ways } = startMemory()
  await ways()
  memory.failed(proxy('a'))
  expect(await ways()).toBe('b a')
  pass(5 * minuteMs - 1)
  expect(await ways()).toBe('b a')
})

test('after a failure the settings are read again, at most every ten seconds', async () => {
  const { memory, pass, read, ways } = startMemory()
  await ways()
  memory.failed({ kind: 'direct' })
  await ways()
  expect(read).toHaveLength(1)
  pass(10_000)
  memory.failed({ kind: 'direct' })
  expect(await ways()).toBe('c')
})
