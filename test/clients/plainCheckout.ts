// A checkout at a cloud of which the agent knows nothing more than how to sign in.
import { createInterface } from 'node:readline'
import { Fault, TillAgent } from '../../clients/typescript/tillAgent.ts'

const agent = new TillAgent({ port: Number(process.env.TILL_AGENT_PORT), key: process.env.TILL_AGENT_KEY ?? '' })
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
/** A mistake to be found: it sends a sale again when it did not hear what came of it. */
const repeats = process.argv.includes('--repeat')

async function ask(question: string): Promise<string> {
  process.stdout.write(`${question}\n`)
  return (await lines.next()).value?.trim() ?? ''
}

async function sell(body: string): Promise<void> {
  const request = { method: 'PUT', headers: { 'Content-Type': 'application/json' }, body }
  try {
    await agent.call('cloud', '/sales/today', request)
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    process.stdout.write(`${thrown.message} ${thrown.remedy}\n`)
    if (repeats && thrown.mayHaveHappened) await sell(body)
  }
}

for (let mobile = await ask('Mobile?'); mobile !== ''; mobile = await ask('Mobile?'))
  await sell(JSON.stringify({ number: crypto.randomUUID(), customer: mobile, amount: Number(await ask('Amount?')) }))
