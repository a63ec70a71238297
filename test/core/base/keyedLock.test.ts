import { expect, test } from 'vitest'
import { KeyedLock } from '#core/base/keyedLock.ts'

test('holders of one key go one after another, those of other keys at once', () => {
  const lock = new KeyedLock()
  const ran: string[] = []
  const acquire = (key: string, name: string) => lock.acquire(key, () => ran.push(name))
  const first = acquire('asha', 'asha 1')
  const second = acquire('asha', 'asha 2')
  const third = acquire('asha', 'asha 3')
  acquire('ben', 'ben 1')
  expect(ran).toEqual(['asha 1', 'ben 1'])
  second.release()
  first.release()
  first.release()
  expect(ran).toEqual(['asha 1', 'ben 1', 'asha 3'])
  third.release()
  acquire('asha', 'asha 4')
  expect(ran.at(-1)).toBe('asha 4')
})

test('the lock is free again when the work fails', async () => {
  const lock = new KeyedLock()
  const failed = lock.run('pin', async () => {
    throw new Error('no')
  })
  const next = lock.run('pin', async () => 'next')
  await expect(failed).rejects.toThrow('no')
  await expect(next).resolves.toBe('next')
})

test('work of one key never overlaps', async () => {
  const lock = new KeyedLock()
  let running = 0
  const overlaps = await Promise.all(
    Array.from({ length: 5 }, () =>
      lock.run('pin', async () => {
        running += 1
        await Promise.resolve()
        const seen = running
        running -= 1
        return seen
      }),
    ),
  )
  expect(overlaps).toEqual([1, 1, 1, 1, 1])
})
