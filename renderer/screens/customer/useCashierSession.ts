import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useReducer, useRef, useState } from 'react'
import type { CashierVerification, Channel } from '#contract/verification.ts'
import { agent, calls } from '#renderer/agent/agent.ts'
import { faultOf } from '#renderer/agent/fault.ts'
import {
  type CashierEvent,
  type CustomerFacts,
  initial,
  isServing,
  type PendingCall,
  reduceSession,
  type SigningInCustomer,
} from './cashierSession.ts'
import type { CustomerUpstream } from './customerUpstreams.ts'
import { useCustomerDisplay } from './display/useCustomerDisplay.ts'
import { useSale } from './sale/useSale.ts'
import { useSignInOutcome } from './signIn/useSignInOutcome.ts'
import { useOpenVerifications } from './useOpenVerifications.ts'

export type CashierControls = ReturnType<typeof useCashierSession>

/** How a customer is to sign in, and for which client. */
export type SignInRequest = Omit<Parameters<typeof agent.customers.signIn.start>[0], 'upstream'>

/** How long *Start over* can be undone. */
const undoMs = 10_000

type SendTarget = Parameters<typeof agent.verifications.start>[0]['to']

interface Leaving {
  verification: CashierVerification
  customer: CustomerFacts | undefined
  /** Does not cancel it. */
  forget(): void
}

/**
 * The cashier's session with the actions of its screen.
 *
 * @param upstream where customers are looked up and codes sent
 * @param client which gets the statement
 */
export function useCashierSession(upstream: CustomerUpstream | undefined, client: string | undefined) {
  const [session, dispatch] = useReducer(reduceSession, initial)
  const sale = useSale(isServing(session))
  const queries = useQueryClient()
  const generation = useRef(0)
  const open = useOpenVerifications(session, dispatch)
  const [leaving, setLeaving] = useState<Leaving>()
  // Whoever leaves the screen does not come back for it.
  const cancelNow = useRef(() => {})
  useEffect(() => () => cancelNow.current(), [])
  useSignInOutcome(session, dispatch)
  const display = useCustomerDisplay(session, dispatch)

  /** Drops the response when the cashier has done something else in the meantime. */
  const call = async (pending: PendingCall, request: () => Promise<CashierEvent>) => {
    generation.current += 1
    const own = generation.current
    dispatch({ type: 'called', pending })
    const event = await request().catch((thrown): CashierEvent => {
      void queries.invalidateQueries({ queryKey: calls.verifications.key() })
      void queries.invalidateQueries({ queryKey: calls.customers.signIn.offers.key() })
      return { type: 'failed', fault: faultOf(thrown) }
    })
    if (own === generation.current) dispatch(event)
  }
  const dispatchNow = (event: CashierEvent) => {
    generation.current += 1
    dispatch(event)
  }
  const sendCode = async (to: SendTarget, upstreamId: string) => {
    if (!sale.isComplete()) return
    await call('sending', async () => {
      const named = client !== undefined && upstreamId === upstream?.id ? { client } : {}
      const verification = await agent.verifications.start({ upstream: upstreamId, to, ...named, ...sale.told })
      sale.nextReceipt()
      return { type: 'code-sent', verification, at: Date.now() }
    })
  }
  const id = session.step === 'verifying' ? session.verification.id : ''
  const lookUp = (typed: string) => {
    const query = typed.trim()
    if (!upstream || query === '') return
    if (!upstream.canLookUp) return dispatchNow({ type: 'no-look-up' })
    void call('looking-up', async () => {
      return { type: 'looked-up', answer: await agent.customers.lookUp({ upstream: upstream.id, query }) }
    })
  }
  /** Ends a verification at the agent too, so that the client that started it learns of it. */
  const cancelAt = ({ id: cancelled }: CashierVerification) =>
    void agent.verifications
      .cancel({ id: cancelled })
      .catch(() => {})
      .then(() => queries.invalidateQueries({ queryKey: calls.verifications.key() }))
  /** Leaves the verification on the screen. It is cancelled in ten seconds, unless the cashier comes back to it. */
  const startOver = () => {
    if (session.step !== 'verifying') return
    cancelNow.current()
    const { verification, customer } = session
    const timer = setTimeout(() => cancelNow.current(), undoMs)
    const forget = () => {
      clearTimeout(timer)
      cancelNow.current = () => {}
      setLeaving(undefined)
    }
    cancelNow.current = () => {
      forget()
      cancelAt(verification)
    }
    setLeaving({ verification, customer, forget })
    dispatchNow({ type: 'dismissed' })
  }
  const resume = (verification: CashierVerification, customer?: CustomerFacts) =>
    dispatchNow({ type: 'resumed', verification, at: Date.now(), customer })

  return {
    session,
    sale,
    display,
    /** Has the customer type the number on a customer display. */
    askOnDisplay: (id: string) => {
      if (!upstream || !sale.isComplete()) return
      const named = client === undefined ? {} : { client }
      void display.start({ display: id, upstream: upstream.id, ...named, ...sale.told })
      sale.nextReceipt()
    },
    /** Has the customer type the code there. */
    enterOnDisplay: (id: string) => {
      if (session.step !== 'verifying') return
      const { id: verification, upstream: of } = session.verification
      void display.start({ display: id, upstream: of, verification })
    },
    /** Without one that is being left. */
    open: open.filter((verification) => verification.id !== leaving?.verification.id),
    /** The verification that *Start over* left and that can still be gone on with. */
    leaving: leaving?.verification,
    undo: () => {
      if (!leaving) return
      leaving.forget()
      resume(leaving.verification, leaving.customer)
    },
    type: (text: string) => dispatchNow({ type: 'typed', text }),
    lookUp: () => {
      if (!session.pending) lookUp(session.typed)
    },
    /** A scanner read it: the next customer's. */
    scan: (text: string) => {
      dispatchNow({ type: 'typed', text })
      lookUp(text)
    },
    /** A scanner read it where a code is waited for. */
    scanAtCode: (text?: string) => dispatchNow({ type: 'scanned', ...(text !== undefined && { text }) }),
    sendToFound: (channel: Channel) => {
      if (session.step !== 'found') return
      const { lookUpId, upstream: upstreamId } = session.customer
      void sendCode({ lookUpId, channel }, upstreamId)
    },
    sendToTyped: () => {
      const value = session.typed.trim()
      if (upstream) void sendCode({ type: value.includes('@') ? 'email' : 'mobile', value }, upstream.id)
    },
    /** Enrols a customer with what was typed. */
    enrol: (names: { firstName: string; lastName?: string }) => {
      const value = session.typed.trim()
      if (!upstream) return
      const identifier = { type: value.includes('@') ? 'email' : 'mobile', value } as const
      void call('enrolling', async () => {
        const customer = await agent.customers.enrol({ upstream: upstream.id, identifier, ...names })
        return { type: 'looked-up', answer: { outcome: 'found', customer } }
      })
    },
    resume: (verification: CashierVerification) => resume(verification),
    check: (code: string) =>
      void call('checking', async () => {
        return { type: 'checked', verification: await agent.verifications.check({ id, code }), at: Date.now() }
      }),
    resend: () =>
      void call('sending', async () => {
        return { type: 'code-sent', verification: await agent.verifications.resend({ id }), at: Date.now() }
      }),
    /** Sends the code on the other way; the first one no longer counts. */
    sendByOther: (channel: Channel) => {
      if (session.step !== 'verifying' || !session.customer) return
      const { verification: first, customer } = session
      const { lookUpId, upstream: upstreamId } = customer
      if (lookUpId === undefined || upstreamId === undefined) return
      void call('sending', async () => {
        const { statementFor, cashier, shift, receipt } = first
        const verification = await agent.verifications.start({
          ...{ upstream: upstreamId, to: { lookUpId, channel } },
          ...(statementFor !== undefined && { client: statementFor }),
          ...(cashier !== undefined && { cashier }),
          ...(shift !== undefined && { shift }),
          ...(receipt !== undefined && { receipt }),
        })
        cancelAt(first)
        return { type: 'code-sent', verification, at: Date.now(), customer }
      })
    },
    /** A manager confirmed it without a code. */
    confirmed: (verification: CashierVerification) => dispatchNow({ type: 'updated', verification, at: Date.now() }),
    startOver,
    cancelOpen: cancelAt,
    startSignIn: (request: SignInRequest) => {
      if (!upstream) return
      void call('starting-sign-in', async () => {
        const { signIn, ...customer } = await agent.customers.signIn.start({ upstream: upstream.id, ...request })
        return { type: 'sign-in-started', customer: { ...customer, upstream: upstream.id }, signIn }
      })
    },
    signOut: ({ upstream: upstreamId, customer }: SigningInCustomer) =>
      void call('signing-out', async () => {
        await agent.customers.signOut({ upstream: upstreamId, customer })
        return { type: 'dismissed' }
      }),
    dismiss: () => {
      sale.nextReceipt()
      dispatchNow({ type: 'dismissed' })
    },
  }
}
