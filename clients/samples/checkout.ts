// A console checkout: looks a customer up, verifies, sells, and survives an outage of the cloud.
//
//   TILL_AGENT_KEY=ta_… node clients/samples/checkout.ts      (Node 24)
import { createInterface } from 'node:readline'
import { Fault, findPort, TillAgent } from '../typescript/tillAgent.ts'

const port = Number(process.env.TILL_AGENT_PORT) || (await findPort())
const agent = new TillAgent({ port, key: process.env.TILL_AGENT_KEY ?? '' })
const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const say = (line: string) => process.stdout.write(`${line}\n`)

async function ask(question: string): Promise<string> {
  say(question)
  return (await lines.next()).value?.trim() ?? ''
}

async function serve(mobile: string): Promise<void> {
  const found = await agent.call('loyalty', `/v1.1/customer/get?format=json&mobile=${mobile}`)
  const [customer] = JSON.parse(found.body).response.customers.customer
  say(`Customer: ${customer.firstname}`)

  const identifier = { type: 'mobile', value: `+${mobile}` } as const
  let verification = await agent.startVerification({ upstream: 'loyalty', identifier, purpose: 'sale' })
  while (verification.state === 'code-sent') verification = await agent.giveCode(verification.id, await ask('Code?'))
  say(`Verification: ${verification.state}`)

  const number = `B-${crypto.randomUUID().slice(0, 18)}`
  const amount = Number(await ask('Amount?'))
  const billing_time = new Date().toISOString().slice(0, 19).replace('T', ' ')
  const sale = { type: 'regular', number, amount, billing_time, customer: { mobile } }
  const answer = await agent.call('loyalty', '/v1.1/transaction/add?format=json', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ root: { transaction: [sale] } }),
    outbox: 'accept',
  })
  say(`Sale: ${answer.outboxId ? 'kept, and will be sent' : answer.status}`)
}

for (let mobile = await ask('Mobile?'); mobile !== ''; mobile = await ask('Mobile?')) {
  try {
    await serve(mobile)
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    say(`${thrown.message} ${thrown.remedy}`)
  }
}
