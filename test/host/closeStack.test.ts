import { expect, test } from 'vitest'
import { CloseStack } from '#host/closeStack.ts'

test('closes in reverse order, once', async () => {
  const closed: string[] = []
  const stack = new CloseStack()
  expect(stack.add('lock', (name) => closed.push(name))).toBe('lock')
  stack.add('log', async (name) => closed.push(name))
  await stack.close()
  await stack.close()
  expect(closed).toEqual(['log', 'lock'])
})

// A log that cannot be closed must not leave the data directory locked.
test('closes the rest after a failure, and throws the first failure', async () => {
  const closed: string[] = []
  const stack = new CloseStack()
  stack.add('lock', (name) => closed.push(name))
  stack.add('log', () => Promise.reject(new Error('second')))
  stack.add('api', () => Promise.reject(new Error('first')))
  await expect(stack.close()).rejects.toThrow('first')
  expect(closed).toEqual(['lock'])
})

test('closes anyway where another failure is to be reported', async () => {
  const closed: string[] = []
  const stack = new CloseStack()
  stack.add('lock', (name) => closed.push(name))
  stack.add('log', () => Promise.reject(new Error('full')))
  await stack.closeAnyway()
  expect(closed).toEqual(['lock'])
})
