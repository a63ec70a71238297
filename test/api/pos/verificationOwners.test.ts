import { describe, expect, test } from 'vitest'
import { createMemoryVerifications } from '#adapters/database/memoryVerifications.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { createMemorySettings } from '#adapters/settings/memorySettings.ts'
import { Secret } from '#core/base/secret.ts'
import { faultOf } from '#test/support/till.ts'
import { startUpstream } from '#test/support/upstream.ts'
import { asha, bodyOf, startVerifyingTill } from '#test/support/verifyingTill.ts'

// A program that got the name of a revoked one could read what that one had begun, and got its statement.
describe('what belonged to a client goes with its key', () => {
  const grants = [{ upstream: 'loyalty', allow: ['capillary:verify'] }]
  const kiosk = { id: 'kiosk', name: 'Kiosk', origins: [], grants }

  async function startByKiosk() {
    const till = await startVerifyingTill()
    const { key } = till.agent.clients.add(kiosk)
    const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }
    const { id } = await bodyOf(till.send('POST', '/v1/verifications', asked, key))
    return { till, id, code: till.latestCode() }
  }

  test('another of the same name neither sees nor ends its verifications', async () => {
    const { till, id, code } = await startByKiosk()
    till.agent.clients.revoke('kiosk')
    const { key } = till.agent.clients.add(kiosk)
    for (const [method, path, body] of [
      ['GET', '', undefined],
      ['POST', '/code', { code }],
      ['POST', '/resend', undefined],
      ['DELETE', '', undefined],
    ] as const) {
      const answer = await till.send(method, `/v1/verifications/${id}${path}`, body, key)
      expect(await faultOf(answer)).toBe('UNKNOWN_VERIFICATION')
    }
    expect(till.simulator.counts()['POST /v2/otp/validate']).toBeUndefined()
  })

  test('nor does it under a new key by provisioning', async () => {
    const { till, id } = await startByKiosk()
    const key = `ta_kiosk_${'k'.repeat(43)}`
    await till.agent.provision({ upstreams: [], clients: [{ ...kiosk, key }] })
    const answer = await till.send('GET', `/v1/verifications/${id}`, undefined, key)
    expect(await faultOf(answer)).toBe('UNKNOWN_VERIFICATION')
  })

  test('nor does it inherit when that one was last seen, and what it is counted with', async () => {
    const till = await startVerifyingTill()
    const { key } = till.agent.clients.add(kiosk)
    await till.send('GET', '/via/loyalty/v2/otp/generate', undefined, key)
    expect(await (await till.send('GET', '/metrics', undefined, key)).text()).toContain('client="kiosk"')
    till.agent.clients.revoke('kiosk')
    const again = till.agent.clients.add(kiosk)
    expect(again.client).not.toHaveProperty('lastUsedAt')
    expect(await (await till.send('GET', '/metrics', undefined, again.key)).text()).not.toContain('client="kiosk"')
  })

  test('its verifications are cancelled and removed', async () => {
    const { till } = await startByKiosk()
    expect(till.agent.verifications.open()).toHaveLength(1)
    till.agent.clients.revoke('kiosk')
    expect(till.agent.verifications.open()).toEqual([])
    await till.clock.advance(1_000)
    expect(till.agent.audit.list(10).map(({ event }) => event)).toContain('verification-cancelled')
  })

  test('revoked while the agent was off, too', async () => {
    const ports = {
      settings: createMemorySettings(),
      vault: createMemoryVault(),
      verifications: createMemoryVerifications(),
    }
    const till = await startVerifyingTill({ deps: ports })
    await till.start()
    await till.agent.close()
    ports.settings.write({ ...ports.settings.read(), clients: [] })
    await startVerifyingTill({ deps: ports, baseUrl: till.simulator.url })
    await expect.poll(() => ports.verifications.all()).toEqual([])
  })
})

describe('what was begun at a cloud is not finished at another of the same name', () => {
  const asked = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } } as const

  test.each([
    ['removed by force and added again', false],
    ['provisioned with another address', true],
  ])('%s', async (_, isProvisioned) => {
    const till = await startVerifyingTill()
    const id = await till.agent.verifications.start({ actor: 'window' }, asked)
    const other = await startUpstream((_, response) => response.end('{"entity":true}'))
    const entry = { id: 'loyalty', scheme: 'capillary-till', baseUrl: other.url, till: 'till1', password: 'other' }
    if (isProvisioned) await till.agent.provision({ upstreams: [entry], clients: [] })
    else {
      await till.agent.upstreams.remove('loyalty', true)
      await till.clock.advance(1)
      await till.agent.upstreams.add(entry, false)
    }
    const checked = till.agent.verifications.check(id, { actor: 'window' }, new Secret('123456'))
    await expect(checked).rejects.toMatchObject({ code: 'UNKNOWN_VERIFICATION' })
    expect(till.agent.verifications.open()).toEqual([])
    expect(other.seen).toEqual([])
  })

  test('nor do grants of the first wake up for it', async () => {
    const till = await startVerifyingTill({ grants: [{ methods: ['*'], path: '/**' }] as never })
    await till.agent.upstreams.remove('loyalty', true)
    expect(till.agent.clients.list()).toMatchObject([{ id: 'pos', grants: [] }])
    const other = await startUpstream()
    const entry = { id: 'loyalty', scheme: 'capillary-till', baseUrl: other.url, till: 'till1', password: 'other' }
    await till.agent.upstreams.add(entry, false)
    expect(await faultOf(await till.send('GET', '/via/loyalty/v1.1/customer/get'))).toBe('NOT_GRANTED')
    expect(other.seen).toEqual([])
  })
})
