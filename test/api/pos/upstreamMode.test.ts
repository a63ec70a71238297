import { decodeJwt } from 'jose'
import { expect, test } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { startTill } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { asha, bodyOf, checkCode, startVerifyingTill } from '#test/support/verifyingTill.ts'

const modes = [
  [undefined, 'live'],
  ['live', 'live'],
  ['test', 'test'],
] as const

async function startIn(mode: 'live' | 'test' | undefined, baseUrl = 'https://127.0.0.1:9') {
  const entry = { id: 'loyalty', scheme: 'capillary-till', baseUrl, till: 'till1', password: canaries.password }
  return startTill({ upstream: { ...entry, ...(mode && { mode }) } })
}

test.each(modes)('an upstream of mode %s: each answer says %s, and so does the status', async (mode, said) => {
  const upstream = await startUpstream((_, response) => response.setHeader('Till-Agent-Mode', 'theirs').end('{}'))
  const till = await startIn(mode, upstream.url)
  expect((await till.call('/via/loyalty/x')).headers.get('till-agent-mode')).toBe(said)
  const { upstreams } = till.agent.status()
  expect(upstreams).toMatchObject([{ id: 'loyalty', mode: said }])
  const metrics = await (await till.call('/metrics')).text()
  expect(metrics).toContain(`till_agent_upstream_info{upstream="loyalty",scheme="capillary-till",mode="${said}"} 1`)
})

test.each(modes)('mode %s: faults on the way to it say %s', async (mode, said) => {
  const till = await startIn(mode)
  const response = await till.call('/via/loyalty/x')
  expect([response.status, response.headers.get('till-agent-mode')]).toEqual([503, said])
})

test('who may not call an upstream is not told its mode', async () => {
  const till = await startIn('test')
  const { key } = till.agent.clients.add({ id: 'other', name: 'Other', grants: [], origins: [] })
  const asked: Record<string, string>[] = [{ 'Till-Agent-Key': key }, { 'Till-Agent-Key': 'ta_x_wrong' }, {}]
  for (const headers of asked) {
    const response = await fetch(`${till.url}/via/loyalty/x`, { headers })
    expect(response.headers.get('till-agent-fault')).not.toBeNull()
    expect(response.headers.get('till-agent-mode')).toBeNull()
  }
})

test('a statement says whether it was made at a test system', async () => {
  const till = await startVerifyingTill()
  const { id } = await till.start(asha)
  const confirmed = await bodyOf(checkCode(till, id, till.latestCode()))
  expect(decodeJwt(confirmed.statement ?? '')).toMatchObject({ mode: 'live' })
  const [upstream, ...others] = till.settings.read().upstreams
  till.settings.write({ ...till.settings.read(), upstreams: [{ ...upstream, mode: 'test' } as never, ...others] })
  const again = await bodyOf(till.send('GET', `/v1/verifications/${id}`))
  expect(decodeJwt(again.statement ?? '')).toMatchObject({ mode: 'test' })
})
