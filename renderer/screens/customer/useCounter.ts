import { useQueryClient } from '@tanstack/react-query'
import { useReducer, useRef } from 'react'
import type { Channel } from '../../../electron/contract/verification.ts'
import { agent, calls } from '../../agent/agent.ts'
import { faultOf } from '../../agent/fault.ts'
import { atRest, type Busy, type CounterEvent, next } from './counter.ts'
import type { CustomerUpstream } from './useCustomerUpstreams.ts'
import { useOpenVerifications } from './useOpenVerifications.ts'

export type CounterControls = ReturnType<typeof useCounter>

/** The counter and what a cashier can do at it. */
export function useCounter(upstream: CustomerUpstream | undefined) {
  const [counter, dispatch] = useReducer(next, atRest)
  const queries = useQueryClient()
  const latest = useRef(0)
  const open = useOpenVerifications(counter, dispatch)

  /** Whoever turns to something else meanwhile does not see the answer any more. */
  const ask = async (busy: Busy, call: () => Promise<CounterEvent>) => {
    latest.current += 1
    const turn = latest.current
    dispatch({ type: 'asked', busy })
    const event = await call().catch((thrown): CounterEvent => {
      void queries.invalidateQueries({ queryKey: calls.verifications.key() })
      return { type: 'failed', fault: faultOf(thrown) }
    })
    if (turn === latest.current) dispatch(event)
  }
  const turnTo = (event: CounterEvent) => {
    latest.current += 1
    dispatch(event)
  }
  const start = (to: Parameters<typeof agent.verifications.start>[0]['to'], upstreamId: string) =>
    ask('sending', async () => {
      const verification = await agent.verifications.start({ upstream: upstreamId, to })
      return { type: 'taken', verification, at: Date.now() }
    })
  const id = counter.step === 'verifying' ? counter.verification.id : ''
  const query = counter.typed.trim()

  return {
    counter,
    open,
    type: (text: string) => turnTo({ type: 'typed', text }),
    lookUp: () => {
      if (!upstream || query === '' || counter.busy) return
      if (!upstream.canLookUp) return turnTo({ type: 'no-look-up' })
      void ask('looking-up', async () => {
        return { type: 'looked-up', answer: await agent.customers.lookUp({ upstream: upstream.id, query }) }
      })
    },
    sendToFound: (channel: Channel) => {
      if (counter.step !== 'found') return
      const { lookUpId, upstream: upstreamId } = counter.customer
      void start({ lookUpId, channel }, upstreamId)
    },
    sendToTyped: () => {
      if (upstream) void start({ type: query.includes('@') ? 'email' : 'mobile', value: query }, upstream.id)
    },
    take: (verification: (typeof open)[number]) => turnTo({ type: 'taken', verification, at: Date.now() }),
    check: (code: string) =>
      void ask('checking', async () => {
        return { type: 'checked', verification: await agent.verifications.check({ id, code }), at: Date.now() }
      }),
    resend: () =>
      void ask('sending', async () => {
        return { type: 'taken', verification: await agent.verifications.resend({ id }), at: Date.now() }
      }),
    /** The program that asked learns of it. */
    cancel: () =>
      void ask('cancelling', async () => {
        await agent.verifications.cancel({ id }).catch(() => {})
        return { type: 'put-away' }
      }),
    putAway: () => turnTo({ type: 'put-away' }),
  }
}
