import { describe, expect, onTestFinished, test } from 'vitest'
import { asha, startVerifyingTill, type VerifyingTill } from '#test/support/verifyingTill.ts'

/** Reads server-sent events as they come. */
async function listen(till: VerifyingTill, key = till.key) {
  const gone = new AbortController()
  onTestFinished(() => gone.abort())
  const response = await fetch(`${till.url}/v1/events`, {
    headers: { Authorization: `Bearer ${key}` },
    signal: gone.signal,
  })
  const events: { type: string }[] = []
  let isOver = false
  const read = async () => {
    let rest = ''
    for await (const chunk of (response.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
      const blocks = (rest + chunk).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1]
        if (data && /^event: message$/m.test(block)) events.push(JSON.parse(data))
      }
    }
    isOver = true
  }
  const done = read().catch(() => {
    isOver = true
  })
  return { response, events, done, isOver: () => isOver, gone }
}

describe('a program that listens', () => {
  test('hears of its verifications as they go', async () => {
    const till = await startVerifyingTill()
    const { response, events } = await listen(till)
    expect(response.headers.get('content-type')).toContain('text/event-stream')
    const { id } = await till.start()
    await till.send('POST', `/v1/verifications/${id}/code`, { code: till.latestCode() })
    await expect
      .poll(() => events)
      .toEqual([
        { type: 'verification', id, state: 'started' },
        { type: 'verification', id, state: 'code-sent' },
        { type: 'verification', id, state: 'confirmed' },
      ])
  })

  test('hears of upstreams that it may call, and of no other', async () => {
    const till = await startVerifyingTill()
    const { events } = await listen(till)
    const other = { scheme: 'capillary-till', baseUrl: till.simulator.url, till: 'till1', password: 'x' }
    await till.agent.provision({ upstreams: [{ id: 'other', ...other } as never], clients: [] })
    till.agent.upstreams.lock('other')
    till.agent.upstreams.lock('loyalty')
    await expect.poll(() => events).toEqual([{ type: 'upstream', id: 'loyalty', state: 'locked' }])
  })

  test('hears nothing of the verifications of others', async () => {
    const till = await startVerifyingTill()
    const { key } = till.agent.clients.add({
      ...{ id: 'kiosk', name: 'Kiosk', origins: [] },
      grants: [{ upstream: 'loyalty', allow: ['capillary:verify'] }],
    })
    const { events } = await listen(till, key)
    await till.start()
    await till.clock.advance(30_000)
    const identifier = { type: 'mobile', value: asha } as const
    const id = await till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
    await expect.poll(() => events.length).toBe(2)
    expect(events).toMatchObject([{ id }, { id }])
  })

  test('hears no more once its key is revoked', async () => {
    const till = await startVerifyingTill()
    const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', origins: [], grants: [] })
    const { isOver } = await listen(till, key)
    till.agent.clients.revoke('kiosk')
    await expect.poll(isOver).toBe(true)
  })

  test('hears no more once its key is replaced, and what it may know once its grants are others', async () => {
    const till = await startVerifyingTill()
    const provide = (key: string, allow: string[]) =>
      till.agent.provision({
        upstreams: [],
        clients: [{ id: 'kiosk', name: 'Kiosk', origins: [], key, grants: [{ upstream: 'loyalty', allow }] }],
      })
    const old = `ta_kiosk_${'k'.repeat(43)}`
    await provide(old, ['capillary:verify'])
    const { isOver, events } = await listen(till, old)
    await provide(old, ['capillary:look-up'])
    const identifier = { type: 'mobile', value: asha } as const
    await till.agent.verifications.start({ actor: 'window' }, { upstream: 'loyalty', identifier })
    till.agent.upstreams.lock('loyalty')
    await expect.poll(() => events).toEqual([{ type: 'upstream', id: 'loyalty', state: 'locked' }])
    await provide(`ta_kiosk_${'n'.repeat(43)}`, ['capillary:look-up'])
    await expect.poll(isOver).toBe(true)
  })

  test('hears no more once its key has expired', async () => {
    const till = await startVerifyingTill()
    const expiresAt = till.clock.now() + 60_000
    const { key } = till.agent.clients.add({ id: 'kiosk', name: 'Kiosk', origins: [], grants: [], expiresAt })
    const { isOver, events } = await listen(till, key)
    await till.clock.advance(60_000)
    till.agent.changes.publish('pairings', { type: 'pairing', state: 'pending' })
    await expect.poll(isOver).toBe(true)
    expect(events).toEqual([])
  })

  test('leaves nothing behind when it goes away', async () => {
    const till = await startVerifyingTill()
    const { gone } = await listen(till)
    await expect.poll(() => till.agent.changes.hasSubscribers('requests')).toBe(true)
    gone.abort()
    await expect.poll(() => till.agent.changes.hasSubscribers('requests')).toBe(false)
  })

  test('does not keep the agent from ending', async () => {
    const till = await startVerifyingTill()
    const { isOver } = await listen(till)
    // A close that waited would wait five seconds.
    const startedMs = performance.now()
    await till.closeApi()
    await expect.poll(isOver).toBe(true)
    expect(performance.now() - startedMs).toBeLessThan(4_500)
  })
})
