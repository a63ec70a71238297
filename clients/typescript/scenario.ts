// Runs the steps of test/clients/scenario.ts with this client: one JSON object a line, each answered by one.
import { createInterface } from 'node:readline'
import {
  announcementFolders,
  type CallOptions,
  Fault,
  findPort,
  mayRepeat,
  type Pairing,
  TillAgent,
  type VerificationStart,
  verifyStatement,
} from './tillAgent.ts'

let agent = new TillAgent()
let pairing: Pairing

interface CallStep extends CallOptions {
  upstream: string
  path: string
}

interface StartStep extends Pick<VerificationStart, 'upstream' | 'cashier' | 'shift' | 'receipt'> {
  mobile: string
  purpose: string
  amountMinor: number
  currency: string
}

/** By the action that a step names; a step has what its action takes. */
const actions: Record<string, (step: never) => unknown> = {
  folders: () => ({ folders: announcementFolders() }),
  find: async ({ folders }: { folders: string[] }) => ({ port: await findPort(folders) }),
  mayRepeat: ({ codes }: { codes: string[] }) => ({ codes: codes.filter(mayRepeat) }),
  connect: ({ port, key, signs = false }: { port: number; key?: string; signs?: boolean }) => {
    agent = new TillAgent(key === undefined ? { port } : { port, key, signs })
    return {}
  },
  pair: async ({ name, upstream, preset }: { name: string; upstream: string; preset: string }) => {
    pairing = await agent.askToPair({ name, grants: [{ upstream, allow: [preset] }] })
    return { pairingId: pairing.pairingId, comparisonCode: pairing.comparisonCode }
  },
  waitForKey: () => agent.waitForKey(pairing),
  status: () => agent.status(),
  call: async ({ upstream, path, ...options }: CallStep) => {
    const headers: Record<string, string> = options.body === undefined ? {} : { 'Content-Type': 'application/json' }
    const { status, body, requestId, outboxId } = await agent.call(upstream, path, { ...options, headers })
    return { status, body, requestId, outboxId }
  },
  outcome: ({ requestId }: { requestId: string }) => agent.outcomeOf(requestId),
  outboxEntry: ({ id, waitSeconds }: { id: string; waitSeconds: number }) => agent.outboxEntry(id, waitSeconds),
  startVerification: ({ mobile, amountMinor, currency, ...start }: StartStep) =>
    agent.startVerification({
      ...{ ...start, identifier: { type: 'mobile', value: mobile } },
      amount: { minor: amountMinor, currency },
    }),
  waitForVerification: ({ id, waitSeconds }: { id: string; waitSeconds: number }) =>
    agent.waitForVerification(id, waitSeconds),
  giveCode: ({ id, code }: { id: string; code: string }) => agent.giveCode(id, code),
  resendCode: ({ id }: { id: string }) => agent.resendCode(id),
  cancelVerification: ({ id }: { id: string }) => agent.cancelVerification(id),
  checkStatement: ({ statement, mobile }: { statement: string; mobile: string }) =>
    agent.checkStatement(statement, { type: 'mobile', value: mobile }),
  verifyStatement: async ({ statement, audience }: { statement: string; audience: string }) => ({
    valid: (await verifyStatement(statement, await agent.keys(), audience)) !== undefined,
  }),
}

for await (const line of createInterface({ input: process.stdin })) {
  const { do: action, ...step } = JSON.parse(line)
  process.stdout.write(`${JSON.stringify(await answerTo(action, step))}\n`)
}

async function answerTo(action: string, step: object): Promise<unknown> {
  try {
    return await actions[action]?.(step as never)
  } catch (thrown) {
    if (!(thrown instanceof Fault)) throw thrown
    const { code, remedy, mayHaveHappened, requestId, retryAfterSeconds } = thrown
    return { fault: { code, remedy, mayHaveHappened, requestId, retryAfterSeconds } }
  }
}
