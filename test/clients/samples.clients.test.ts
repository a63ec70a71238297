import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { has } from '#test/support/skips.ts'
import { build, buildFirst, fences, languageNames, languages } from './languages.ts'
import { codeSentTo, newCustomer } from './scenario.ts'
import { type Shop, startShop } from './shop.ts'

let shop: Shop

beforeAll(async () => {
  shop = await startShop()
})

afterAll(() => shop?.close())

/** The cashier at a console checkout. */
function startCheckout([command, ...args]: [string, ...string[]]) {
  const env = { ...process.env, TILL_AGENT_PORT: String(shop.agent.port), TILL_AGENT_KEY: shop.key }
  const child = spawn(command, args, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  const read = async (): Promise<string> => (await lines.next()).value ?? ''
  return {
    read,
    /** Answers the question that is asked now. @returns what is said then */
    answer: async (question: string, text: () => string) => {
      expect(await read()).toBe(question)
      child.stdin.write(`${text()}\n`)
      return read()
    },
    end: async () => {
      child.stdin.end()
      await once(child, 'close')
    },
  }
}

describe.each(languageNames)('the checkout in %s', (name) => {
  test.runIf(has(...languages[name].needs))('sells to a verified customer, with the cloud and without', async () => {
    // What an earlier checkout left to be sent would take the fault that is meant for this one.
    await expect.poll(toSend).toEqual([])
    const checkout = startCheckout(build(name, 'sample'))
    expect(await sell(checkout)).toBe('Sale: 200')
    shop.simulator.injectFault({ fault: 'no effect, reset', path: '/v1.1/transaction/add', times: 1 })
    expect(await sell(checkout)).toBe('Sale: kept, and will be sent')
    await checkout.end()
  })
})

const page = readFileSync(join(import.meta.dirname, '../../docs/integrate.md'), 'utf8')
const blocks = [...page.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
const runFile = promisify(execFile)

describe.each(languageNames)('the first call of docs/integrate.md in %s', (name) => {
  const program = blocks.find(([, fence]) => fence === fences[name])?.[2] ?? ''

  test('is ten lines at most', () => {
    const lines = program.split('\n').filter((line) => line.trim() !== '')
    expect(lines.length).toBeGreaterThan(3)
    expect(lines.length).toBeLessThanOrEqual(10)
  })

  test.runIf(has(...languages[name].needs))('gets the customer, with the client copied beside it', async () => {
    const [command, ...args] = buildFirst(name, program, shop.agent.port)
    const { stdout } = await runFile(command, args, { env: { ...process.env, TILL_AGENT_KEY: shop.key } })
    expect(JSON.parse(stdout).response.customers.customer[0]).toMatchObject({ firstname: 'Asha' })
  })
})

/** The sales that wait in the outbox. */
async function toSend(): Promise<object[]> {
  const response = await shop.agent.call(shop.key, '/v1/outbox')
  const { entries } = (await response.json()) as { entries: { state: string }[] }
  return entries.filter(({ state }) => state !== 'sent')
}

async function sell({ answer }: ReturnType<typeof startCheckout>): Promise<string> {
  const mobile = await newCustomer(shop)
  expect(await answer('Mobile?', () => mobile.slice(1))).toBe('Customer: Nova')
  expect(await answer('Code?', () => codeSentTo(shop, mobile))).toBe('Verification: confirmed')
  return answer('Amount?', () => '12.5')
}
