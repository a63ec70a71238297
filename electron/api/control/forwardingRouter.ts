import { randomUUID } from 'node:crypto'
import { implement } from '@orpc/server'
import type { ControlRouter } from '#api/http/controlCalls.ts'
import { toFault, toOrpcError } from '#api/http/errorMapping.ts'
import { control } from '#contract/control/index.ts'
import type { Log } from '#core/base/log.ts'

/** Makes one call of the contract at another agent, such as `['upstreams', 'list']`. @throws Fault */
export type CallAgent = (path: readonly string[], input: unknown, signal: AbortSignal | undefined) => Promise<unknown>

/** The control contract, answered by the agent of another process. That one checks, records and words every call itself. */
export function forwardingRouter(call: CallAgent, log: Log): ControlRouter {
  const handle = async (path: readonly string[], input: unknown, signal: AbortSignal | undefined) => {
    try {
      return await call(path, input, signal)
    } catch (thrown) {
      throw toOrpcError(toFault(thrown, log, randomUUID()))
    }
  }
  return forward(control, implement(control), [], handle) as ControlRouter
}

type Node = { [name: string]: Node }
type Handler = (options: { input: unknown; signal?: AbortSignal }) => Promise<unknown>

/** The contract is a tree whose leaves are calls; the implementer has the same shape. */
function forward(contract: object, implementer: object, path: readonly string[], handle: CallAgent): unknown {
  if ('~orpc' in contract)
    return (implementer as { handler(handler: Handler): unknown }).handler(({ input, signal }) =>
      handle(path, input, signal),
    )
  return Object.fromEntries(
    Object.entries(contract as Node).map(([name, part]) => [
      name,
      forward(part, (implementer as Node)[name] as object, [...path, name], handle),
    ]),
  )
}
