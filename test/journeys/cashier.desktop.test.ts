import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { type Simulator, testVector } from '#simulator/simulator.ts'
import { type RunningAgent, startAgent } from '#test/support/agentProcess.ts'
import { run } from '#test/support/command.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { browserForTests } from '#test/support/windowPage.ts'

const browser = browserForTests()
const asha = '9999999993'

interface CashierScene {
  agent: RunningAgent
  cloud: Simulator
  key: string
  page: Page
  latestCode(): string
}

/** A till that is set up, with a client `pos`, and its window. */
async function startScene(vault: 'keychain' | 'memory' = 'memory'): Promise<CashierScene> {
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
const codeField = (page: Page) => page.getByRole('textbox', { name: 'Customer’s code' })

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
    const { page, latestCode } = await startScene()
    await field(page).waitFor()
    await page.keyboard.type(asha)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    await page.keyboard.press('Enter')
    await codeField(page).waitFor()
    await page.keyboard.type(latestCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
    expect(await page.getByText('••••••• 93').count()).toBeGreaterThan(0)
    await page.keyboard.press('Enter')
    await expect.poll(() => field(page).inputValue()).toBe('')
    await expect.poll(() => field(page).evaluate((element) => element === document.activeElement)).toBe(true)
  })

  test('by touch alone', async () => {
    const { page, latestCode } = await startScene()
    for (const digit of asha) await page.getByRole('button', { name: digit, exact: true }).click()
    await page.getByRole('button', { name: 'Look up' }).click()
    await sendCode(page)
    for (const digit of latestCode()) await page.getByRole('button', { name: digit, exact: true }).click()
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
    await page.getByRole('button', { name: 'Next customer' }).click()
    await expect.poll(() => field(page).inputValue()).toBe('')
  })

  test('with a card and a code from a scanner, wherever the focus is', async () => {
    const { page, latestCode } = await startScene()
    await field(page).waitFor()
    await page.getByRole('link', { name: /Customer/ }).focus()
    // A scanner types fast and ends with Enter.
    await page.keyboard.type('700099999993')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    await sendCode(page)
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
    await page.keyboard.type(latestCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })

  test('with a pasted code that has spaces in it', async () => {
    const { page, latestCode } = await startScene()
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

  test('whom the cloud does not know, by the typed number', async () => {
    const { page, cloud } = await startScene()
    await lookUp(page, '9999999000')
    await page.getByRole('button', { name: 'Send a code to 9999999000' }).click()
    await codeField(page).waitFor()
    expect(cloud.messages()).toMatchObject([{ to: '919999999000' }])
  })
})

/** Keys as a scanner sends them, 5 ms apart by their own time, which no busy machine stretches. */
async function scan(page: Page, text: string): Promise<void> {
  await page.evaluate((keys) => {
    for (const [at, key] of [...keys, 'Enter'].entries()) {
      const target = document.activeElement ?? document.body
      const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true })
      Object.defineProperty(event, 'timeStamp', { value: 5 * at })
      if (target.dispatchEvent(event) && key === 'Enter' && target instanceof HTMLElement) target.click()
    }
  }, text)
}

const ashasCard = '700099999993'

describe('nothing happens by accident', () => {
  // The button that sends had the focus, so that a second Enter texted a stranger.
  test('Enter twice on a mistyped number sends nothing, and the number can be typed again', async () => {
    const { page, cloud } = await startScene()
    await lookUp(page, '9999999000')
    await page.getByRole('heading', { name: 'No customer found.' }).waitFor()
    await page.getByText('To create an account, use the checkout.').waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'No customer found.' }).waitFor()
    await expect.poll(() => field(page).evaluate((element: HTMLInputElement) => element.selectionEnd)).toBe(10)
    await page.keyboard.type(asha)
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    expect(cloud.messages()).toEqual([])
  })

  // Its Enter pressed "Next customer", and what it read was lost.
  test('a scan on the green screen, or on any other, is the next customer', async () => {
    const { page, latestCode } = await startScene()
    await lookUp(page, '9999999994')
    await sendCode(page)
    await codeField(page).fill(latestCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
    await scan(page, ashasCard)
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    await page.getByRole('link', { name: 'Status' }).first().click()
    await page.getByRole('heading', { name: 'Status' }).waitFor()
    await scan(page, ashasCard)
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
  })

  // A card was checked as a code and cost a try.
  test('a card that is scanned where a code is waited for costs no try', async () => {
    const { page } = await startScene()
    await lookUp(page, '9999999994')
    await sendCode(page)
    await scan(page, ashasCard)
    await page.getByText('A card was scanned. Next customer?').waitFor()
    await page.getByText('5 tries left').waitFor()
    await page.getByRole('button', { name: 'Stay with this code' }).click()
    await scan(page, ashasCard)
    await page.getByRole('button', { name: 'Next customer' }).click()
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    await page.getByRole('button', { name: 'Enter the code' }).click()
    await page.getByText('5 tries left').waitFor()
  })

  test('Start over can be undone: the code in the customer’s hand still counts', async () => {
    const { page, latestCode } = await startScene()
    await lookUp(page, asha)
    await sendCode(page)
    await page.getByRole('button', { name: 'Not this customer? Cancel' }).click()
    await field(page).waitFor()
    await page.getByRole('button', { name: 'Go on with this code' }).click()
    await codeField(page).fill(latestCode())
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })

  test('a verification that is still open moves nothing on the screen', async () => {
    const { agent, key, page } = await startScene()
    await lookUp(page, asha)
    await page.getByRole('heading', { name: 'Asha Example' }).waitFor()
    const before = await field(page).boundingBox()
    const toAnother = { upstream: 'loyalty', identifier: { type: 'mobile', value: '9999999994' } }
    expect((await post(agent, key, '/v1/verifications', toAnother)).status).toBe(201)
    await page.getByText('The checkout asks to verify a customer').waitFor()
    expect(await field(page).boundingBox()).toEqual(before)
    await page.getByRole('button', { name: 'Cancel this code' }).click()
    await page.getByText('The checkout asks to verify a customer').waitFor({ state: 'detached' })
  })

  test('the screen does not clear itself while everybody waits for the message', async () => {
    const { page } = await startScene()
    await page.clock.install()
    await lookUp(page, asha)
    await sendCode(page)
    await page.clock.runFor(4 * 60_000)
    expect(await codeField(page).count()).toBe(1)
    await page.clock.runFor(61_000)
    await field(page).waitFor()
    expect(await codeField(page).count()).toBe(0)
  })
})

describe('the screen says what goes wrong', () => {
  test('three wrong codes, each with the tries left, then the right one', async () => {
    const { page, latestCode } = await startScene()
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
    const { page } = await startScene()
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

  test('too early for another code, by click and by the API', async () => {
    const { agent, key, page, cloud } = await startScene()
    await lookUp(page, asha)
    await sendCode(page)
    const again = page.getByRole('button', { name: /Send another code|Resend in/ })
    if (await again.count()) expect(await again.isDisabled()).toBe(true)
    await page.getByText('Resend in').waitFor()
    const early = await post(agent, key, '/v1/verifications', toAsha)
    expect(early.status).toBe(429)
    expect(Number(early.headers.get('retry-after'))).toBeGreaterThan(20)
    expect(cloud.messages()).toHaveLength(1)
  })

  test('a wrong code does not come back with the next one that is sent', async () => {
    const { page } = await startScene()
    // Pretends that 30 s have passed: a test cannot set the clock of the agent's process.
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
    await page.getByText('Wrong code.').waitFor({ state: 'detached' })
    expect(await codeField(page).inputValue()).toBe('')
  })

  test('all codes of the day are used up', async () => {
    const { agent, key, page } = await startScene()
    const generate = { entityType: 'MOBILE', entityValue: `91${asha}`, action: 'GENERIC' }
    for (let sent = 0; sent < 10; sent += 1)
      expect((await post(agent, key, '/via/loyalty/v2/otp/generate', generate)).status).toBe(200)
    await lookUp(page, asha)
    await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
    await page.getByRole('alert').waitFor()
    expect(await page.getByRole('alert').innerText()).toMatch(/code/i)
    expect(await codeField(page).count()).toBe(0)
  })

  test('a code that could not be sent or checked: what was not done, and what is left', async () => {
    const { page, cloud, latestCode } = await startScene()
    await lookUp(page, asha)
    cloud.injectFault({ fault: '503', path: '/v2/otp/generate', times: 1 })
    await page.getByRole('button', { name: /^Send a code by SMS/ }).click()
    await page.getByText('No code was sent: the cloud does not send any right now.').waitFor()
    await sendCode(page)
    cloud.injectFault({ fault: '503', path: '/v2/otp/validate', times: 1 })
    await codeField(page).fill(latestCode())
    await page.keyboard.press('Enter')
    await page.getByText('The code was not checked: the cloud does not check any right now.').waitFor()
    await page.getByText('5 tries left').waitFor()
    cloud.injectFault({ fault: 'reset', path: '/v2/otp/validate', times: 1 })
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByText('The cloud gave no answer, so it is not known whether the code was right.').waitFor()
    await page.getByText('4 tries left').waitFor()
    await page.getByRole('button', { name: 'Confirm' }).click()
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })

  test('a busy cloud: the typed number stays, and the look-up can be tried again', async () => {
    const { page, cloud } = await startScene()
    cloud.injectFault({ fault: '503', path: '/v1.1/customer/get', times: 1 })
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
    const { agent, key, page, latestCode } = await startScene()
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
    const { agent, key, page, latestCode } = await startScene()
    const listening = new AbortController()
    const events = await fetch(`${agent.url}/v1/events`, {
      headers: { 'Till-Agent-Key': key },
      signal: listening.signal,
    })
    const announced = firstId(events)
    await lookUp(page, asha)
    await sendCode(page)
    const id = await announced
    listening.abort()
    const checked = await post(agent, key, `/v1/verifications/${id}/code`, { code: latestCode() })
    expect(await checked.json()).toMatchObject({ state: 'confirmed' })
    await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
  })

  test('the cashier does both, and the checkout that it is for gets the proof', async () => {
    const { agent, key, page, latestCode } = await startScene()
    const choice = page.getByRole('combobox', { name: 'Checkout that this is for' })
    const verify = async () => {
      await lookUp(page, asha)
      await sendCode(page)
      await codeField(page).fill(latestCode())
      await page.keyboard.press('Enter')
      await page.getByRole('heading', { name: 'Confirmed' }).waitFor()
    }
    await field(page).waitFor()
    expect(await choice.count()).toBe(0)
    const grant = 'loyalty=capillary:verify'
    await run(['client', 'add', 'kiosk', '--name', 'Kiosk', '--grant', grant, '--data-dir', agent.dataDir])
    await choice.selectOption({ label: 'Checkout' })
    const listening = new AbortController()
    const events = await fetch(`${agent.url}/v1/events`, {
      headers: { 'Till-Agent-Key': key },
      signal: listening.signal,
    })
    const announced = firstId(events)
    await verify()
    const id = await announced
    listening.abort()
    const seen = await agent.call(key, `/v1/verifications/${id}`)
    expect(await seen.json()).toMatchObject({ state: 'confirmed', statement: expect.any(String) })
  })
})

async function firstId(events: Response): Promise<string> {
  let text = ''
  for await (const part of (events.body ?? new ReadableStream()).pipeThrough(new TextDecoderStream())) {
    text += part
    const id = /"id":"(vf_[^"]+)"/.exec(text)?.[1]
    if (id !== undefined) return id
  }
  throw new Error('the stream of events ended without an id')
}

test('an agent that was killed resumes the verification: the same code, and no more tries', async () => {
  const { agent, key, page, latestCode } = await startScene('keychain')
  await lookUp(page, asha)
  await sendCode(page)
  await codeField(page).fill('WRONG1')
  await page.keyboard.press('Enter')
  await page.getByText('4 tries left').first().waitFor()
  await agent.end('SIGKILL')
  await page.getByText('Till Agent doesn’t answer.').waitFor()

  const restarted = await startAgent({ ui: true, vault: 'keychain', dataDir: agent.dataDir })
  expect((await post(restarted, key, '/v1/verifications', toAsha)).status).toBe(429)
  const newPage = await browser.open(restarted.link)
  await newPage.getByRole('button', { name: 'Enter the code' }).click()
  await newPage.getByText('4 tries left').first().waitFor()
  await codeField(newPage).fill(latestCode())
  await newPage.keyboard.press('Enter')
  await newPage.getByRole('heading', { name: 'Confirmed' }).waitFor()
})

test('nothing that the agent prints or stores contains the customer’s number or the code', async () => {
  const { agent, page, latestCode } = await startScene()
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
