import { expect, test } from 'vitest'
import { type Change, ChangeFeed } from '#core/base/changeFeed.ts'

test('a subscriber gets all topics, or the one it asked for, until it ends its subscription', () => {
  const feed = new ChangeFeed()
  const all: Change[] = []
  const pins: Change[] = []
  const end = feed.subscribe((change) => all.push(change))
  feed.subscribe((change) => pins.push(change), 'pin')
  feed.publish('pin')
  feed.publish('pairings', { type: 'pairing', state: 'granted' })
  end()
  feed.publish('pin')
  expect(all).toEqual([{ topic: 'pin' }, { topic: 'pairings', event: { type: 'pairing', state: 'granted' } }])
  expect(pins).toEqual([{ topic: 'pin' }, { topic: 'pin' }])
})

test.for([
  ['pin', undefined, true],
  ['pin', 'pin', true],
  ['pin', 'status', false],
] as const)('whether %s reaches a subscriber of %s: %s', ([topic, only, isReceived]) => {
  const feed = new ChangeFeed()
  expect(feed.hasSubscribers(topic)).toBe(false)
  feed.subscribe(() => {}, only)
  expect(feed.hasSubscribers(topic)).toBe(isReceived)
})
