import { readFileSync, realpathSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PairingAnswer, PairingAsked, PairingView } from '#contract/pairing.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { runJson } from '#test/support/command.ts'
import { has } from '#test/support/skips.ts'

let agent: RunningAgent

beforeEach(async () => {
  agent = await startAgent({ baseUrl: 'https://127.0.0.1:9' })
})
afterEach(() => agent.end())

const wish = { name: 'Kiosk', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }

const ask = (body: unknown = wish) =>
  fetch(`${agent.url}/v1/pairings`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  })
const poll = (id: string, secret: string) =>
  fetch(`${agent.url}/v1/pairings/${id}`, { headers: { Authorization: `Bearer ${secret}` } })
const faultIn = (response: Response) => response.headers.get('till-agent-fault')

/** A person at the command line. */
const tell = async (...args: string[]) =>
  (await runJson(['pairing', ...args, '--data-dir', agent.dataDir, '--vault', 'memory'])).answer
const dialogs = async (): Promise<PairingView[]> => tell('list')

/** Once programs without a key may call again. */
async function answerTo(pairingId: string, secret: string): Promise<Response> {
  let response = await poll(pairingId, secret)
  await expect
    .poll(async () => {
      if (faultIn(response) === 'TOO_MANY_REQUESTS') response = await poll(pairingId, secret)
      return faultIn(response)
    })
    .not.toBe('TOO_MANY_REQUESTS')
  return response
}

describe('T25 pairing bypass and code guessing', () => {
  test('T25 ten thousand guesses over every route find nothing, and end what was asked', async () => {
    const { pairingId, pollSecret } = (await (await ask()).json()) as PairingAsked
    const routes: ((guess: string) => [path: string, init: RequestInit])[] = [
      (guess) => [`/v1/pairings/${pairingId}`, { headers: { Authorization: `Bearer ${guess}` } }],
      (guess) => [`/v1/pairings/${pairingId}`, { headers: { 'Till-Agent-Key': guess } }],
      (guess) => [`/v1/pairings/${pairingId}`, { headers: { Authorization: `Basic ${btoa(`x:${guess}`)}` } }],
      (guess) => [`/v1/pairings/${pairingId}?pollSecret=${guess}`, {}],
      (guess) => ['/v1/status', { headers: { Authorization: `Bearer ${guess}` } }],
      (guess) => ['/via/loyalty/x', { headers: { 'Till-Agent-Key': guess } }],
      (guess) => [`/v1/pairings/pr_${guess.slice(0, 22)}`, { headers: { Authorization: `Bearer ${pollSecret}` } }],
      (guess) => ['/v1/pairings', { method: 'POST', headers: { Authorization: `Bearer ${guess}` } }],
    ]
    const heard = new Set<string>()
    let guesses = 0
    while (guesses < 10_000) {
      const some = Array.from({ length: 50 }, async (_, at) => {
        const [path, init] = routes[at % routes.length]?.(String(guesses + at).padStart(43, '0')) ?? ['', {}]
        const response = await fetch(agent.url + path, init)
        heard.add(`${response.status} ${faultIn(response)}`)
        await response.arrayBuffer()
      })
      await Promise.all(some)
      guesses += some.length
    }
    for (const answer of heard)
      expect(answer).toMatch(/^(401 KEY_RE\w+|404 UNKNOWN_PAIRING|400 INVALID_INPUT|429 TOO_MANY_REQUESTS)$/)
    expect(await dialogs()).toEqual([])
    expect(faultIn(await answerTo(pairingId, pollSecret))).toBe('UNKNOWN_PAIRING')
    expect(await tell('approve', pairingId)).toBe('')
    expect((await agent.call('pos', '/v1/status')).status).toBe(200)
  })

  test('T25 what nobody approved hands out no key, however it is asked', async () => {
    const { pairingId, pollSecret } = (await (await ask()).json()) as PairingAsked
    for (const more of ['?state=granted', '?approve=true', '/approve', '/key'])
      expect((await fetch(`${agent.url}/v1/pairings/${pairingId}${more}`, bearer(pollSecret))).status).toBe(401)
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'])
      expect((await fetch(`${agent.url}/v1/pairings/${pairingId}`, { ...bearer(pollSecret), method })).status).toBe(401)
    expect(await (await answerTo(pairingId, pollSecret)).json()).toEqual({ state: 'pending' })
  })

  test('T25 the key comes once, and is kept nowhere', async () => {
    const { pairingId, pollSecret } = (await (await ask()).json()) as PairingAsked
    await tell('approve', pairingId)
    const answers = await Promise.all(Array.from({ length: 4 }, () => poll(pairingId, pollSecret)))
    const bodies = (await Promise.all(answers.map((answer) => answer.json()))) as PairingAnswer[]
    const keys = bodies.flatMap(({ key }) => (key === undefined ? [] : [key]))
    expect(keys).toHaveLength(1)
    const [key = ''] = keys
    expect((await fetch(`${agent.url}/v1/status`, { headers: { 'Till-Agent-Key': key } })).status).toBe(200)
    const { dataDir } = agent
    const kept = ['settings.json', 'audit.sqlite', 'audit.sqlite-wal', 'logs/agent.log']
      .map((name) => readFileSync(join(dataDir, name), 'latin1'))
      .join('\n')
    expect(kept).toContain('pairing-granted')
    for (const secret of [key, key.slice(-43), pollSecret]) expect(kept).not.toContain(secret)
  })

  const bearer = (secret: string) => ({ headers: { Authorization: `Bearer ${secret}` } })
})

describe('T26 prompt spoofing and fatigue', () => {
  test('T26 of fifty that ask at once one is asked about, and after a refusal nobody for a while', async () => {
    const answers = await Promise.all(Array.from({ length: 50 }, () => ask()))
    const codes = answers.map(faultIn)
    expect(codes.filter((code) => code === null)).toHaveLength(1)
    expect(new Set(codes)).toEqual(new Set([null, 'PAIRING_BUSY', 'TOO_MANY_REQUESTS']))
    const [dialog, ...others] = await dialogs()
    expect(others).toEqual([])
    await tell('refuse', dialog?.id ?? '')
    await expect.poll(async () => faultIn(await ask())).toBe('PAIRING_BUSY')
    expect(await dialogs()).toEqual([])
  })

  test.runIf(has('linux'))('T26 the person sees which program it is, whatever it calls itself', async () => {
    await ask({ ...wish, name: 'Till Agent Update' })
    const [dialog] = await dialogs()
    expect(dialog?.program).toEqual({ pid: process.pid, path: realpathSync(process.execPath) })
  })
})
