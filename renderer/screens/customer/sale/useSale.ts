import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { SaleFactName } from '#contract/sale.ts'
import { calls } from '#renderer/agent/agent.ts'
import { askedFacts, isStaffMissing, toldFacts } from './saleSession.ts'
import { saleText } from './saleText.ts'

export type Sale = ReturnType<typeof useSale>

const nothing: Record<SaleFactName, string> = { cashier: '', shift: '', receipt: '' }
const defaultStaffMinutes = 30

/**
 * Who serves, and for which receipt, where the settings ask it: in memory only.
 *
 * @param isServing whether a customer is in hand: without one, who serves is asked again after a while
 */
export function useSale(isServing: boolean) {
  const { data: settings } = useQuery(calls.settings.list.queryOptions())
  const settingOf = (name: string) => settings?.find((setting) => setting.name === name)?.value
  const asks = settingOf('counter.asks')
  const asked = askedFacts(typeof asks === 'string' ? asks : undefined)
  const staffMs = Number(settingOf('counter.staffMinutes') ?? defaultStaffMinutes) * 60_000
  const [typed, setTyped] = useState(nothing)
  const [isReceiptMissing, setReceiptMissing] = useState(false)
  useEffect(() => {
    if (isServing) return
    const timer = setTimeout(() => setTyped(nothing), staffMs)
    return () => clearTimeout(timer)
  }, [isServing, staffMs])
  const told = toldFacts(typed)
  return {
    asked,
    told,
    typed,
    isStaffMissing: isStaffMissing(asked, told),
    isReceiptMissing: isReceiptMissing && told.receipt === undefined,
    setStaff: (staff: Pick<typeof nothing, 'cashier' | 'shift'>) => setTyped({ ...staff, receipt: '' }),
    setReceipt: (text: string) => setTyped((before) => ({ ...before, receipt: saleText(text) })),
    /** Whether a code may be sent now; asks for the receipt where it is missing. */
    isComplete: () => {
      const isMissing = asked.includes('receipt') && told.receipt === undefined
      setReceiptMissing(isMissing)
      return !isMissing
    },
    /** The next customer has a receipt of their own. */
    nextReceipt: () => {
      setReceiptMissing(false)
      setTyped((before) => ({ ...before, receipt: '' }))
    },
    /** Somebody else serves. */
    change: () => setTyped(nothing),
  }
}
