import { randomUUID } from 'node:crypto'
import { implement } from '@orpc/server'
import type { DisplayRouter } from '#api/http/controlCalls.ts'
import { toFault, toOrpcError } from '#api/http/errorMapping.ts'
import { type DisplayView, display } from '#contract/display.ts'
import type { Agent } from '#core/agent.ts'
import { AsyncQueue } from '#core/base/asyncQueue.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { Secret } from '#core/base/secret.ts'
import { TokenBucket } from '#core/pacing/tokenBucket.ts'

/** Of one display. Fast typing reports itself a few times a second at most. */
const callsPerSecond = 5
const callBurst = 20

/** What one customer display may call, and nothing else. @param id of the display */
export function displayRouter(agent: Agent, log: Log, clock: Clock, id: string): DisplayRouter {
  const bucket = new TokenBucket(callsPerSecond, callBurst, clock.monotonicMs())
  const os = implement(display).use(async ({ next }) => {
    try {
      if (!bucket.take(clock.monotonicMs())) throw new Fault('TOO_MANY_REQUESTS', undefined, { retryAfterSeconds: 1 })
      return await next()
    } catch (thrown) {
      throw toOrpcError(toFault(thrown, log, randomUUID()))
    }
  })
  const { displays } = agent
  return os.router({
    view: os.view.handler(({ signal }) => views(agent, id, signal)),
    typing: os.typing.handler(({ input: { askId } }) => displays.typing(id, askId)),
    identify: os.identify.handler(({ input: { askId, identifier } }) => displays.identify(id, askId, identifier)),
    check: os.check.handler(({ input: { askId, code } }) => displays.check(id, askId, new Secret(code))),
    resend: os.resend.handler(({ input: { askId } }) => displays.resend(id, askId)),
    decline: os.decline.handler(({ input: { askId } }) => displays.decline(id, askId)),
  })
}

/** The view, at once and whenever it is another one. The display is open as long as somebody reads. */
async function* views(
  { displays, changes }: Agent,
  id: string,
  signal: AbortSignal | undefined,
): AsyncGenerator<DisplayView> {
  const changed = new AsyncQueue<'changed'>()
  changed.push('changed')
  const unsubscribe = changes.subscribe(({ topic }) => {
    if (topic === 'displays' || topic === 'verifications' || topic === 'settings') changed.push('changed')
  })
  const closed = displays.opened(id)
  let shown = ''
  try {
    for await (const _ of changed.read(signal)) {
      const view = displays.viewOf(id)
      const text = JSON.stringify(view)
      if (text === shown) continue
      shown = text
      yield view
    }
  } finally {
    unsubscribe()
    closed()
  }
}
