import { describe, expect, test } from 'vitest'
import { bufferUpTo, limitBody } from '#core/message/bodyLimit.ts'

/** A body that comes in these parts, and what is known of it: how many were read, and whether it was let go. */
function startBody(...parts: string[]) {
  const state = { read: 0, isClosed: false }
  async function* run() {
    try {
      for (const part of parts) {
        state.read += 1
        yield Buffer.from(part)
      }
    } finally {
      state.isClosed = true
    }
  }
  return { body: run(), state }
}

async function textOf(body: unknown): Promise<string> {
  if (Buffer.isBuffer(body)) return body.toString()
  const read: Uint8Array[] = []
  for await (const part of body as AsyncIterable<Uint8Array>) read.push(part)
  return Buffer.concat(read).toString()
}

const tooLarge = expect.objectContaining({ code: 'BODY_TOO_LARGE', data: { limitBytes: 4 } })

describe('a stream', () => {
  test('of as many bytes as are allowed passes', async () => {
    expect(await textOf(limitBody(startBody('ab', 'cd').body, 4))).toBe('abcd')
  })

  test('of one more is cut off before that is passed on', async () => {
    const { body, state } = startBody('ab', 'cd', 'e', 'f')
    const passed: string[] = []
    const reading = (async () => {
      for await (const part of limitBody(body, 4)) passed.push(part.toString())
    })()
    await expect(reading).rejects.toEqual(tooLarge)
    expect([passed.length, state]).toEqual([2, { read: 3, isClosed: true }])
  })
})

describe('a body that is read first', () => {
  test('is held as a whole if it is short enough', async () => {
    const body = await bufferUpTo(startBody('ab', 'cd').body, 4, true)
    expect([Buffer.isBuffer(body), await textOf(body)]).toEqual([true, 'abcd'])
  })

  test('is refused if it has to be held and is longer; its rest stays unread', async () => {
    const { body, state } = startBody('ab', 'cde', 'f')
    await expect(bufferUpTo(body, 4, true)).rejects.toEqual(tooLarge)
    expect(state).toEqual({ read: 2, isClosed: true })
  })

  test('becomes a stream of all its bytes if it is longer and need not be held', async () => {
    const { body, state } = startBody('ab', 'cde', 'f')
    const stream = await bufferUpTo(body, 4, false)
    expect([Buffer.isBuffer(stream), state.read]).toEqual([false, 2])
    expect(await textOf(stream)).toBe('abcdef')
  })

  test('is let go when the reader of that stream leaves', async () => {
    const { body, state } = startBody('ab', 'cde', 'f')
    for await (const _ of (await bufferUpTo(body, 4, false)) as AsyncIterable<Uint8Array>) break
    expect(state).toEqual({ read: 2, isClosed: true })
  })
})
