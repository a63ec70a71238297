import { useEffect, useState } from 'react'
import { display } from '#renderer/agent/displayAgent.ts'
import { faultOf, type ShownFault } from '#renderer/agent/fault.ts'

/** What a customer has typed or chosen, and does not go on with, is forgotten after so long. */
export const forgetMs = 60_000
/** The cashier is told no more often that the customer types. */
const tellEveryMs = 2_000

/** What a customer types, and the call that it is for. It is kept here alone, and not for long. */
export function useEntry(askId: string) {
  const [text, setText] = useState('')
  const [toldAt, setToldAt] = useState(0)
  const [isBusy, setBusy] = useState(false)
  const [fault, setFault] = useState<ShownFault>()
  useEffect(() => {
    if (text === '') return
    const timer = setTimeout(() => setText(''), forgetMs)
    return () => clearTimeout(timer)
  }, [text])
  return {
    ...{ text, isBusy, fault },
    type: (next: string) => {
      setText(next)
      setFault(undefined)
      const now = Date.now()
      if (now - toldAt < tellEveryMs) return
      setToldAt(now)
      void display.typing({ askId }).catch(() => {})
    },
    clear: () => setText(''),
    run: async (call: () => PromiseLike<unknown>) => {
      setBusy(true)
      setFault(undefined)
      try {
        await call()
      } catch (thrown) {
        setFault(faultOf(thrown))
      } finally {
        setBusy(false)
      }
    },
  }
}
