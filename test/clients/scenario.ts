import { randomInt, randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { faults } from '#contract/faults/faults.ts'
import { runJson } from '#test/support/command.ts'
import { freePort } from '#test/support/freePort.ts'
import { saleBody } from '#test/support/outboxTill.ts'
import type { Driver } from './driver.ts'
import { proofOf, startBreakingAgent, startRefusingAgent, startSquatter } from './impostors.ts'
import type { Shop } from './shop.ts'

/** What a chapter works with. Chapters depend on nothing that another has left. */
export interface World {
  shop: Shop
  /** The client under test, connected with a key. */
  client: Driver
  /** Whether its platform can check a statement without the agent. */
  checksStatements: boolean
}

/** Faults after which the request had no effect, and will succeed without a person. */
const repeatable = ['TOO_MANY_REQUESTS', 'UPSTREAM_NOT_READY', 'TOKEN_EXPIRED', 'UPSTREAM_BUSY', 'UPSTREAM_UNREACHABLE']

const soldAt = '2026-11-29 10:00:00'
const add = { upstream: 'loyalty', path: '/v1.1/transaction/add?format=json', method: 'POST' }

const newBill = () => `B-${randomUUID().slice(0, 18)}`
const sale = (bill: string) => ({ ...add, body: saleBody(bill, '919999999993', 99.5, soldAt) })

/** The one scenario that each client has to pass: what it does, and the steps that show it. */
export const scenario: Record<string, (world: World) => Promise<void>> = {
  'finds the agent by the file it announces itself in': async ({ shop, client }) => {
    expect(await client.step('find', { folders: [`${shop.folder}/nobody`, shop.folder] })).toEqual({
      port: shop.agent.port,
    })
    expect(await client.step('find', { folders: [`${shop.folder}/nobody`] })).toEqual({ port: 47_600 })
  },

  'is given a key by a person, who compares the code': async ({ shop, client }) => {
    // A program whose key was revoked asks for another.
    await client.step('connect', { port: shop.agent.port, key: unknown(shop.key) })
    const asked = await client.step('pair', { name: 'Till program', upstream: 'loyalty', preset: 'capillary:sell' })
    expect(asked.comparisonCode).toMatch(/^\d{3} \d{3}$/)
    const answer = client.step('waitForKey')
    expect(await runJson(['pairing', 'approve', asked.pairingId, '--data-dir', shop.agent.dataDir])).toMatchObject({
      code: 0,
    })
    expect(await answer).toMatchObject({ state: 'granted', key: expect.stringMatching(/^ta_/) })
    expect(await client.step('status')).toMatchObject({ version: expect.any(String), upstreams: [{ id: 'loyalty' }] })
  },

  "reads the cloud's own answer, and tells it from a refusal of the agent": async ({ client }) => {
    const found = await client.step('call', {
      upstream: 'loyalty',
      path: '/v1.1/customer/get?format=json&mobile=919999999993',
    })
    expect(found).toMatchObject({ status: 200, requestId: expect.any(String) })
    expect(JSON.parse(found.body).response.customers.customer[0]).toMatchObject({ firstname: 'Asha' })
    expect(await client.step('call', { upstream: 'loyalty', path: '/v1.1/nothing/here' })).toMatchObject({
      fault: { code: 'NOT_GRANTED', mayHaveHappened: false, remedy: expect.any(String) },
    })
  },

  'carries every script, both ways': async ({ client }) => {
    const firstname = 'Zoë "زينب" 😀 \\'
    const mobile = `9197${randomInt(10_000_000, 99_999_999)}`
    const body = JSON.stringify({ root: { customer: [{ mobile, firstname, lastname: 'Example' }] } })
    const path = '/v1.1/customer/add?format=json'
    expect(await client.step('call', { upstream: 'loyalty', path, method: 'POST', body })).toMatchObject({
      status: 200,
    })
    const found = await client.step('call', {
      upstream: 'loyalty',
      path: `/v1.1/customer/get?format=json&mobile=${mobile}`,
    })
    expect(JSON.parse(found.body).response.customers.customer[0]).toMatchObject({ firstname })
  },

  'says so when the agent does not know its key': async ({ shop, client }) => {
    await client.step('connect', { port: shop.agent.port, key: unknown(shop.key) })
    expect(await client.step('call', sale(newBill()))).toMatchObject(notProven)
  },

  'gives its key to no other program that listens at the port': async ({ shop, client }) => {
    const ofTheAgent = async (body: string) => {
      const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }
      return (await fetch(`http://127.0.0.1:${shop.agent.port}/v1/proof`, init)).text()
    }
    const earlier = proofOf(shop.key, JSON.stringify({ nonce: 'x'.repeat(43) }), shop.agent.port)
    const impostors: Record<string, (body: string) => string | Promise<string>> = {
      'without a proof': () => '{}',
      'with an empty proof': () => '{"agentNonce":"","proof":""}',
      'that is no agent at all': () => '<html>',
      'that has heard an earlier proof': () => earlier,
      'that asks the agent': ofTheAgent,
    }
    for (const [which, answer] of Object.entries(impostors)) {
      const squatter = await startSquatter(answer)
      try {
        await client.step('connect', { port: squatter.port, key: shop.key })
        expect([which, await client.step('call', sale(newBill()))]).toMatchObject([which, notProven])
        expect([which, await client.step('status')]).toMatchObject([which, notProven])
        expect(squatter.paths()).toEqual(['/v1/proof', '/v1/proof'])
        expect(squatter.heard.filter((text) => text.includes(shop.key))).toEqual([])
      } finally {
        await squatter.close()
      }
    }
  },

  'signs its requests, so that its key never travels': async ({ shop, client }) => {
    const key = shop.signingKey
    const asked = { upstream: 'loyalty', path: '/v1.1/customer/get?format=json&mobile=919999999993' }
    await client.step('connect', { port: shop.agent.port, key, signs: true })
    expect(await client.step('status')).toMatchObject({ upstreams: [{ id: 'loyalty' }] })
    expect(await client.step('call', asked)).toMatchObject({ status: 200 })
    expect(await client.step('call', sale(newBill()))).toMatchObject({ status: 200 })
    const agent = await startSquatter((body) => proofOf(key, body, agent.port))
    try {
      await client.step('connect', { port: agent.port, key, signs: true })
      expect(await client.step('call', sale(newBill()))).toMatchObject({ status: 200 })
      expect(agent.heard.at(-1)).toMatch(/Till-Agent-Signature/i)
      expect(agent.heard.filter((text) => text.includes(key))).toEqual([])
    } finally {
      await agent.close()
    }
    await client.step('connect', { port: shop.agent.port, key })
    expect(await client.step('call', asked)).toMatchObject({ fault: { code: 'SIGNATURE_REFUSED' } })
  },

  'asks again who listens when the connection broke': async ({ shop, client }) => {
    const agent = await startSquatter((body) => proofOf(shop.key, body, agent.port))
    await client.step('connect', { port: agent.port, key: shop.key })
    for (const _ of ['first', 'second'])
      expect(await client.step('call', { upstream: 'loyalty', path: '/' })).toMatchObject({ status: 200 })
    expect(agent.paths()).toEqual(['/v1/proof', '/via/loyalty/', '/via/loyalty/'])
    await agent.close()
    expect(await client.step('call', { upstream: 'loyalty', path: '/', timeoutMs: 300 })).toMatchObject({
      fault: { code: expect.stringMatching(/^AGENT_(UNREACHABLE|SILENT)$/) },
    })
    const squatter = await startSquatter(() => '{}', agent.port)
    try {
      expect(await client.step('call', { upstream: 'loyalty', path: '/' })).toMatchObject(notProven)
      expect(squatter.heard.filter((text) => text.includes(shop.key))).toEqual([])
    } finally {
      await squatter.close()
    }
  },

  'may repeat what had no effect, and nothing else': async ({ client }) => {
    const { codes } = await client.step('mayRepeat', { codes: [...Object.keys(faults), 'AGENT_SILENT'] })
    expect(codes.sort()).toEqual([...repeatable].sort())
    expect(await client.step('mayRepeat', { codes: ['AGENT_UNREACHABLE'] })).toEqual({ codes: ['AGENT_UNREACHABLE'] })
  },

  'says at once what only a person can end: an upstream that is not ready, and not by itself after a time': async ({
    shop,
    client,
  }) => {
    const problem = { code: 'UPSTREAM_NOT_READY', detail: 'Nobody has signed in.', remedy: 'Sign in.' }
    const agent = await startRefusingAgent(shop.key, problem)
    try {
      await client.step('connect', { port: agent.port, key: shop.key })
      expect(await client.step('call', { upstream: 'loyalty', path: '/', timeoutMs: 20_000 })).toMatchObject({
        fault: { code: 'UPSTREAM_NOT_READY', mayHaveHappened: false },
      })
      expect(agent.paths).toEqual(['/via/loyalty/'])
    } finally {
      await agent.close()
    }
  },

  'sends again while nothing reaches the cloud': async ({ shop, client }) => {
    const answer = client.step('call', { upstream: 'later', path: '/orders', method: 'POST', body: '{}' })
    const isRefused = async () => {
      const { upstreams } = await (await shop.agent.call(shop.key, '/v1/status')).json()
      return upstreams.find(({ id }: { id: string }) => id === 'later').unreachableSince
    }
    await expect.poll(isRefused).toEqual(expect.any(Number))
    const later = await shop.openLater()
    try {
      expect(await answer).toMatchObject({ status: 200, body: 'here now' })
    } finally {
      await later.close()
    }
  },

  'never repeats a sale that may have happened, and asks what came of it': async ({ shop, client }) => {
    const bill = newBill()
    const sent = () => shop.simulator.seen().filter(({ path }) => path.startsWith('/v1.1/transaction/add')).length
    const before = sent()
    shop.simulator.injectFault({ fault: 'effect, then reset', path: '/v1.1/transaction/add', times: 1 })
    const { fault } = await client.step('call', sale(bill))
    expect(fault).toMatchObject({ code: 'OUTCOME_UNKNOWN', mayHaveHappened: true })
    expect(await client.step('outcome', { requestId: fault.requestId })).toMatchObject({ state: 'unknown' })
    expect(shop.simulator.effects()).toMatchObject({ [`bill ${bill}`]: 1 })
    expect(sent() - before).toBe(1)
  },

  'has a sale kept, and learns that it was sent once': async ({ shop, client }) => {
    const bill = newBill()
    shop.simulator.injectFault({ fault: 'no effect, reset', path: '/v1.1/transaction/add', times: 1 })
    const { status, outboxId } = await client.step('call', { ...sale(bill), outbox: 'accept' })
    expect([status, outboxId]).toEqual([202, expect.stringMatching(/^ob_/)])
    const state = async () => (await client.step('outboxEntry', { id: outboxId, waitSeconds: 5 })).state
    await expect.poll(state).toBe('sent')
    expect(shop.simulator.effects()).toMatchObject({ [`bill ${bill}`]: 1 })
  },

  'gives up when its time is over': async ({ shop, client }) => {
    const path = `/v1.1/customer/get?format=json&mobile=${randomInt(910_000_000_000, 919_000_000_000)}`
    shop.simulator.injectFault({ fault: 'slow', path, times: 1, delayMs: 30_000 })
    expect(await client.step('call', { upstream: 'loyalty', path, timeoutMs: 400 })).toMatchObject({
      fault: { code: 'UPSTREAM_SILENT', mayHaveHappened: false },
    })
  },

  'tells an agent that is not there from one that broke off': async ({ shop, client }) => {
    const call = { upstream: 'loyalty', path: '/', timeoutMs: 300 }
    await client.step('connect', { port: await freePort(), key: shop.key })
    expect(await client.step('call', { ...call, method: 'POST', body: '{}' })).toMatchObject({
      fault: { code: 'AGENT_UNREACHABLE', mayHaveHappened: false },
    })
    const breaking = await startBreakingAgent(shop.key)
    try {
      await client.step('connect', { port: breaking.port, key: shop.key })
      expect(await client.step('call', { ...call, timeoutMs: 20_000 })).toMatchObject({ status: 200 })
      expect(await client.step('call', { ...call, timeoutMs: 20_000, method: 'POST', body: '{}' })).toMatchObject({
        fault: { code: 'AGENT_SILENT', mayHaveHappened: true },
      })
      expect(breaking.methods).toEqual(['GET', 'POST'])
    } finally {
      await breaking.close()
    }
  },

  'verifies a customer, and has the statement checked': async ({ shop, client, checksStatements }) => {
    const mobile = await newCustomer(shop)
    const facts = { cashier: 'Zoë', shift: 'early', receipt: 'R-2026/117' }
    const { id, state } = await client.step('startVerification', { ...verification(mobile), ...facts })
    expect(state).toBe('code-sent')
    expect(await client.step('resendCode', { id })).toMatchObject({
      fault: { code: 'RESEND_TOO_EARLY', retryAfterSeconds: expect.any(Number) },
    })
    expect(await client.step('giveCode', { id, code: 'wrong' })).toMatchObject({ state: 'code-sent', triesLeft: 4 })
    const { statement } = await client.step('giveCode', { id, code: codeSentTo(shop, mobile) })
    expect(await client.step('checkStatement', { statement, mobile })).toMatchObject({
      ...{ valid: true, identifierMatches: true },
      claims: { purpose: 'points', amount: { minor: 125_000, currency: 'INR' }, ...facts },
    })
    expect(await client.step('checkStatement', { statement: changed(statement), mobile })).toEqual({
      ...{ valid: false, reason: 'not-signed-here' },
    })
    if (!checksStatements) return
    const check = (text: string, audience: string) => client.step('verifyStatement', { statement: text, audience })
    expect(await check(statement, 'pos')).toEqual({ valid: true })
    expect(await check(statement, 'another')).toEqual({ valid: false })
    expect(await check(changed(statement), 'pos')).toEqual({ valid: false })
    for (const odd of notStatements(statement)) expect([odd, await check(odd, 'pos')]).toEqual([odd, { valid: false }])
  },

  'waits for what happens elsewhere, and cancels': async ({ shop, client }) => {
    const { id } = await client.step('startVerification', verification(await newCustomer(shop)))
    const answer = client.step('waitForVerification', { id, waitSeconds: 30 })
    await shop.agent.call(shop.key, `/v1/verifications/${id}`, { method: 'DELETE' })
    expect(await answer).toMatchObject({ state: 'cancelled' })
    const second = await client.step('startVerification', verification(await newCustomer(shop)))
    expect(await client.step('cancelVerification', { id: second.id })).toMatchObject({ state: 'cancelled' })
  },
}

const notProven = { fault: { code: 'AGENT_NOT_PROVEN', mayHaveHappened: false, remedy: expect.any(String) } }

/** A key of the same client that the agent does not know. */
const unknown = (key: string) => `${key.slice(0, -4)}AAAA`

function verification(mobile: string) {
  return { upstream: 'loyalty', mobile, purpose: 'points', amountMinor: 125_000, currency: 'INR' }
}

/** A mobile that the cloud knows, and that no code was sent to before. */
export async function newCustomer({ agent, key }: Shop): Promise<string> {
  const mobile = `9198${randomInt(10_000_000, 99_999_999)}`
  const body = JSON.stringify({ root: { customer: [{ mobile, firstname: 'Nova', lastname: 'Example' }] } })
  const headers = { 'Content-Type': 'application/json' }
  const init = { method: 'POST', headers, body }
  const added = await agent.call(key, '/via/loyalty/v1.1/customer/add?format=json', init)
  expect(added.status).toBe(200)
  return `+${mobile}`
}

export function codeSentTo({ simulator }: Shop, mobile: string): string {
  return simulator.messages().findLast(({ to }) => mobile.endsWith(to.replace('+', '')))?.code ?? ''
}

/** What a server may be handed in place of a statement. */
function notStatements(statement: string): string[] {
  const [head = '', payload = '', signature = ''] = statement.split('.')
  const encoded = (text: string) => Buffer.from(text).toString('base64url')
  const untyped = ['null', '7', '"x"', '[]', '{"alg":7}', 'no JSON'].map(
    (text) => `${encoded(text)}.${payload}.${signature}`,
  )
  const cut = [head, `${head}.${payload}`, `${head}.${payload}.`, statement.slice(0, -8), `${statement}.${signature}`]
  return ['', '.', '..', 'no statement', 'é.ü.ß', ...untyped, ...cut, `${head}.${payload}.${encoded('x'.repeat(300))}`]
}

/** Another byte of the payload, which the signature is not of. */
function changed(statement: string): string {
  const [head, payload = '', signature] = statement.split('.')
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString())
  const other = Buffer.from(JSON.stringify({ ...claims, purpose: 'another' })).toString('base64url')
  return [head, other, signature].join('.')
}
