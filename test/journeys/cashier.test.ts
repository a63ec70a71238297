import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { type Simulator, testVector } from '../../simulator/simulator.ts'
import { type RunningAgent, run, startAgent } from '../support/agentProcess.ts'
import { startTestSimulator } from '../support/simulator.ts'
import { browserForTests } from '../support/windowPage.ts'

const browser = browserForTests()
const asha = '9999999993'
const patient = { timeout: 10_000 }

interface Counter {
  agent: RunningAgent
  cloud: Simulator
  key: string
  page: Page
  latestCode(): string
}

/** A till that is set up, with a program `pos`, and its window. */
async function startCounter(vault: 'keychain' | 'memory' = 'memory'): Promise<Counter> {
  const cloud = await startTestSimulator({ assumptions: { otpTries: null } })
  const { till, password } = testVector
  const agent = await startAgent({
    ...{ ui: true, vault },
    provisioning: {
      store: { name: 'Corner shop', country: 'IN' },
      upstreams: [{ id: 'loyalty', scheme: 'capillary-till', baseUrl: cloud.url, till, password }],
      clients: [{ id: 'pos', name: 'Checkout', grants: [{ upstream: 'loyalty', allow: ['capillary:sell'] }] }],
    },
  })
  const key = agent.newKeys[0]?.key ?? ''
  const page = await browser.open(agent.link)
  return { agent, cloud, key, page, latestCode: () => cloud.messages().at(-1)?.code ?? '' }
}

const field = (page: Page) => page.getByRole('textbox', { name: 'Mobile number, e-mail or card number' })
const codeField = (page: Page) => page.getByRole('textbox', { name: 'Code, as the customer reads it out' })

async function lookUp(page: Page, what: string): Promise<void> {
  await field(page).fill(what)
  await page.keyboard.press('Enter')
}

async function sendCode(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
  await codeField(page).waitFor()
}

async function post(agent: RunningAgent, key: string, path: string, body?: object): Promise<Response> {
  return fetch(agent.url + path, {
    method: 'POST',
    headers: { 'Till-Agent-Key': key, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
}

const toAsha = { upstream: 'loyalty', identifier: { type: 'mobile', value: asha } }

describe('a cashier verifies a customer', () => {
  test('by keyboard alone, in three steps', async () => {
    const { page, latestCode } = await startCounter()
    await field(page).waitFor()
    await page.keyboard.type(asha)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    await page.keyboard.press('Enter')
    await codeField(page).waitFor()
    await page.keyboard.type(latestCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
    expect(await page.getByText('+91 ••••• ••993').count()).toBeGreaterThan(0)
    await page.keyboard.press('Enter')
    await expect.poll(() => field(page).inputValue(), patient).toBe('')
    await expect.poll(() => field(page).evaluate((one) => one === document.activeElement), patient).toBe(true)
  })

  test('by touch alone', async () => {
    const { page, latestCode } = await startCounter()
    for (const digit of asha) await page.getByRole('button', { name: digit, exact: true }).click()
    await page.getByRole('button', { name: 'Look up' }).click()
    await sendCode(page)
    for (const digit of latestCode()) await page.getByRole('button', { name: digit, exact: true }).click()
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
    await page.getByRole('button', { name: 'Next customer' }).click()
    await expect.poll(() => field(page).inputValue(), patient).toBe('')
  })

  test('with a card and a code that come from a scanner, wherever the focus is', async () => {
    const { page, latestCode } = await startCounter()
    await field(page).waitFor()
    await page.getByRole('link', { name: /Customer/ }).focus()
    // As a keyboard wedge types: quickly, and with Enter at the end.
    await page.keyboard.type('700099999993')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    await sendCode(page)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.type(latestCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })

  test('with a code that is pasted with blanks in it', async () => {
    const { page, latestCode } = await startCounter()
    await lookUp(page, 'asha.example@example.com')
    await page.getByRole('button', { name: /^Send a code by e-mail/ }).click()
    await codeField(page).waitFor()
    const code = latestCode()
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
    await page.evaluate((text) => navigator.clipboard.writeText(text), ` ${code.slice(0, 3)} - ${code.slice(3)} `)
    await codeField(page).focus()
    await page.keyboard.press('Control+V')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })

  test('whom the cloud does not know, by the number they say', async () => {
    const { page, cloud } = await startCounter()
    await lookUp(page, '9999999000')
    await page.getByRole('button', { name: 'Send a code there' }).click()
    await codeField(page).waitFor()
    expect(cloud.messages()).toMatchObject([{ to: '919999999000' }])
  })
})

describe('what goes wrong is said', () => {
  test('a wrong code thrice: the tries that are left, then the right one', async () => {
    const { page, latestCode } = await startCounter()
    await lookUp(page, asha)
    await sendCode(page)
    for (const left of ['4 tries left', '3 tries left', '2 tries left']) {
      await codeField(page).fill('WRONG1')
      await page.keyboard.press('Enter')
      await page.getByText(left).first().waitFor()
      expect(await codeField(page).inputValue()).toBe('')
    }
    await codeField(page).fill(latestCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })

  test('too many wrong codes', async () => {
    const { page } = await startCounter()
    await lookUp(page, asha)
    await sendCode(page)
    for (const left of ['4 tries left', '3 tries left', '2 tries left', '1 try left']) {
      await codeField(page).fill('WRONG1')
      await page.keyboard.press('Enter')
      await page.getByText(left).first().waitFor()
    }
    await codeField(page).fill('WRONG1')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Not confirmed: too many wrong codes' }).waitFor()
  })

  test('too early for another code, by click and by the door', async () => {
    const { agent, key, page, cloud } = await startCounter()
    await lookUp(page, asha)
    await sendCode(page)
    const again = page.getByRole('button', { name: /Send another code|Another code in/ })
    if (await again.count()) expect(await again.isDisabled()).toBe(true)
    await page.getByText('Another code in').waitFor()
    const early = await post(agent, key, '/v1/verifications', toAsha)
    expect(early.status).toBe(429)
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(20)
    expect(cloud.messages()).toHaveLength(1)
  })

  test('a wrong code does not come back with the next one that is sent', async () => {
    const { page } = await startCounter()
    // As if the half minute had passed: the agent's own clock is nobody's to turn here.
    let latest = ''
    await page.route('**/rpc/verifications/*', async (route) => {
      const isResend = route.request().url().endsWith('/resend')
      const body = isResend ? latest : await (await route.fetch()).text()
      const shown = body.replaceAll(/"resendAfterSeconds":\d+/g, '"resendAfterSeconds":0')
      if (!shown.includes('[')) latest = shown
      await route.fulfill({ contentType: 'application/json', body: shown })
    })
    await lookUp(page, asha)
    await sendCode(page)
    await codeField(page).fill('WRONG1')
    await page.keyboard.press('Enter')
    await page.getByText('4 tries left').first().waitFor()
    expect(await codeField(page).inputValue()).toBe('')
    const resent = page.waitForResponse('**/rpc/verifications/resend')
    await page.getByRole('button', { name: 'Send another code' }).click()
    await resent
    await page.getByText('That was not the code.').waitFor({ state: 'detached' })
    expect(await codeField(page).inputValue()).toBe('')
  })

  test('the codes of the day are used up', async () => {
    const { agent, key, page } = await startCounter()
    const generate = { entityType: 'MOBILE', entityValue: `91${asha}`, action: 'GENERIC' }
    for (let sent = 0; sent < 10; sent += 1)
      expect((await post(agent, key, '/via/loyalty/v2/otp/generate', generate)).status).toBe(200)
    await lookUp(page, asha)
    await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(/code/i)
    expect(await codeField(page).count()).toBe(0)
  })

  test('a cloud that is busy: what was typed stays, and it can be tried again', async () => {
    const { page, cloud } = await startCounter()
    cloud.script({ fault: '503', path: '/v1.1/customer/get', times: 1 })
    await lookUp(page, asha)
    await page.getByRole('alert').waitFor()
    expect(await field(page).inputValue()).toBe(asha)
    await field(page).focus()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
  })
})

describe('checkout and cashier work together', () => {
  test('the checkout starts it, the cashier finishes it', async () => {
    const { agent, key, page, latestCode } = await startCounter()
    await field(page).waitFor()
    const amount = { minor: 125_000, currency: 'INR' }
    const started = await post(agent, key, '/v1/verifications', { ...toAsha, purpose: 'points', amount })
    const { id } = (await started.json()) as { id: string }
    await codeField(page).waitFor()
    await page.getByText('Checkout asks for this.').waitFor()
    await page.getByText(/1,250/).first().waitFor()
    const waiting = agent.call(key, `/v1/verifications/${id}?waitSeconds=20`)
    await codeField(page).fill(latestCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
    expect(await (await waiting).json()).toMatchObject({ state: 'confirmed', statement: expect.any(String) })
  })

  test('the cashier starts it, the checkout finishes it', async () => {
    const { agent, key, page, latestCode } = await startCounter()
    const gone = new AbortController()
    const events = await fetch(`${agent.url}/v1/events`, { headers: { 'Till-Agent-Key': key }, signal: gone.signal })
    const heard = firstId(events)
    await lookUp(page, asha)
    await sendCode(page)
    const id = await heard
    gone.abort()
    const checked = await post(agent, key, `/v1/verifications/${id}/code`, { code: latestCode() })
    expect(await checked.json()).toMatchObject({ state: 'confirmed' })
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })
})

async function firstId(events: Response): Promise<string> {
  let text = ''
  for await (const part of (events.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += part
    const id = /"id":"(vf_[^"]+)"/.exec(text)?.[1]
    if (id !== undefined) return id
  }
  throw new Error('nothing was heard')
}

test('an agent that is killed meanwhile goes on where it was: the same code, and no fresh tries', async () => {
  const { agent, key, page, latestCode } = await startCounter('keychain')
  await lookUp(page, asha)
  await sendCode(page)
  await codeField(page).fill('WRONG1')
  await page.keyboard.press('Enter')
  await page.getByText('4 tries left').first().waitFor()
  await agent.end('SIGKILL')
  await page.getByText('The till agent does not answer.').waitFor()

  const again = await startAgent({ ui: true, vault: 'keychain', dataDir: agent.dataDir })
  expect((await post(again, key, '/v1/verifications', toAsha)).status).toBe(429)
  const other = await browser.open(again.link)
  await other.getByRole('button', { name: 'Enter the code' }).click()
  await other.getByText('4 tries left').first().waitFor()
  await codeField(other).fill(latestCode())
  await other.keyboard.press('Enter')
  await other.getByRole('heading', { name: 'Confirmed' }).waitFor()
})

test('nothing that the agent prints or keeps names the customer or the code', async () => {
  const { agent, page, latestCode } = await startCounter()
  await lookUp(page, asha)
  await sendCode(page)
  const code = latestCode()
  await codeField(page).fill(code)
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  expect(await page.content()).not.toContain(asha)
  const { stdout } = await run(['audit', 'export', '--json', '--data-dir', agent.dataDir])
  const { stdout: printed, stderr } = await agent.end()
  for (const text of [stdout, printed, stderr]) {
    expect(text).not.toContain(asha)
    expect(text).not.toContain(code)
  }
  expect(stdout).toContain('verification-confirmed')
})
