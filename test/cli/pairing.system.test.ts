import { describe, expect, test } from 'vitest'
import type { PairingAnswer, PairingAsked } from '#contract/pairing.ts'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries, canaryTill } from '#test/support/canaries.ts'
import { run, runJson } from '#test/support/command.ts'
import { makeFolder } from '#test/support/folder.ts'
import { has } from '#test/support/skips.ts'

const env = { ...process.env, LOYALTY_PASSWORD: canaries.password }
const password = { env: 'LOYALTY_PASSWORD' }
const baseUrl = 'https://127.0.0.1:9'
const provisioning = { upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl, till: canaryTill, password }] }
const wish = {
  name: 'Kiosk',
  grants: [{ upstream: 'loyalty', allow: ['capillary:sell', { methods: ['GET'], path: '/v2/x' }] }],
  days: 30,
}

/** A till at which a program asks, and a person at the command line. */
async function startAsked() {
  const agent = await startAgent({ env, provisioning })
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(wish) }
  const asked = (await (await fetch(`${agent.url}/v1/pairings`, init)).json()) as PairingAsked
  const poll = async () => {
    const headers = { Authorization: `Bearer ${asked.pollSecret}` }
    return (await (await fetch(`${agent.url}/v1/pairings/${asked.pairingId}`, { headers })).json()) as PairingAnswer
  }
  const data = ['--data-dir', agent.dataDir]
  return {
    ...{ agent, asked, poll },
    tell: async (...args: string[]) => (await run(['pairing', ...args, ...data])).stdout,
    tellJson: (...args: string[]) => runJson(['pairing', ...args, ...data]),
  }
}

describe('a pairing request', () => {
  test('is shown with its code, program and grants, and approved', async () => {
    const { agent, asked, poll, tell } = await startAsked()
    const lines = (await tell('list')).split('\n')
    expect(lines[0]).toBe(
      `"Kiosk" asks to be let in. It must show the code ${asked.comparisonCode}: if it shows another, refuse it.`,
    )
    if (has('linux')) expect(lines[1]).toMatch(/^ {2}program {2}\/.*node \(process \d+\)$/)
    expect(lines[2]).toBe('  wants    loyalty: capillary:sell, GET /v2/x')
    expect(lines[3]).toBe('  for      30 days')
    expect(lines[4]).toContain(`"till-agent pairing approve ${asked.pairingId}"`)

    expect(await tell('approve', asked.pairingId)).toBe(
      'Client "kiosk" may call; the program fetches its key by itself.\n',
    )
    const { state, key = '' } = await poll()
    expect([state, (await agent.call(key, '/v1/status')).status]).toEqual(['granted', 200])
    expect(await tell('list')).toBe('No program asks to be let in just now.\n')
  })

  test('is approved for fewer grants', async () => {
    const { asked, poll, tellJson } = await startAsked()
    const { pairingId } = asked
    expect((await tellJson('list')).answer).toMatchObject([{ id: pairingId, ...wish }])
    expect(await tellJson('approve', pairingId, '--grant', 'loyalty=GET /v2/other')).toMatchObject({
      code: 1,
      error: { code: 'INVALID_INPUT', detail: 'grants[0].allow[0]: was not asked for.' },
    })
    const grants = [{ upstream: 'loyalty', allow: [{ methods: ['GET'], path: '/v2/x' }] }]
    expect(await tellJson('approve', pairingId, '--grant', 'loyalty=GET /v2/x', '--days', '2')).toMatchObject({
      code: 0,
      answer: { id: 'kiosk', grants, expiresAt: expect.closeTo(Date.now() + 2 * 86_400_000, -5) },
    })
    expect(await poll()).toMatchObject({ state: 'granted', grants })
  })

  test('is refused', async () => {
    const { asked, poll, tellJson } = await startAsked()
    expect(await tellJson('refuse', asked.pairingId)).toEqual({
      code: 0,
      answer: { refused: asked.pairingId },
      error: '',
    })
    expect(await poll()).toEqual({ state: 'refused' })
    expect(await tellJson('refuse', asked.pairingId)).toMatchObject({ code: 1, error: { code: 'UNKNOWN_PAIRING' } })
  })
})

test('without a running agent there is no request', async () => {
  const data = ['--data-dir', makeFolder(), '--vault', 'memory']
  expect(await runJson(['pairing', 'list', ...data])).toMatchObject({ code: 0, answer: [] })
  const approved = await runJson(['pairing', 'approve', `pr_${'x'.repeat(22)}`, ...data])
  expect(approved).toMatchObject({ code: 1, error: { code: 'UNKNOWN_PAIRING' } })
})
