// A checkout with the mistake that costs shops money: it sends a sale again when it did not hear what came of it.
import { createInterface } from 'node:readline'
import { Fault, TillAgent } from '../../clients/typescript/tillAgent.ts'

const agent = new TillAgent({ port: Number(process.env.TILL_AGENT_PORT), key: process.env.TILL_AGENT_KEY ?? '' })
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()

async function ask(question: string): Promise<string> {
  process.stdout.write(`${question}\n`)
  return (await lines.next()).value?.trim() ?? ''
}

async function sell(body: string): Promise<number> {
  const request = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }
  try {
    return (await agent.call('loyalty', '/v1.1/transaction/add?format=json', request)).status
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    process.stdout.write(`${thrown.message} ${thrown.remedy}\n`)
    return sell(body)
  }
}

for (let mobile = await ask('Mobile?'); mobile !== ''; mobile = await ask('Mobile?')) {
  const sale = { type: 'regular', number: `B-${mobile}`, amount: Number(await ask('Amount?')), customer: { mobile } }
  await sell(JSON.stringify({ root: { transaction: [sale] } }))
}
