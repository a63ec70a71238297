import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultOf } from '../agent/fault.ts'
import { Dialog } from './Dialog.tsx'
import { PinEntry } from './PinEntry.tsx'

interface Gate {
  /** Has the PIN entered. Answers whether it was. */
  ask(): Promise<boolean>
  /** Does it, and once more after the PIN was entered where it is needed. */
  pass<Result>(action: () => Promise<Result>): Promise<Result>
}

const GateContext = createContext<Gate | undefined>(undefined)

export function usePinGate(): Gate {
  const gate = useContext(GateContext)
  if (!gate) throw new Error('there is no PinGate around this')
  return gate
}

/** Opens the PIN's dialog over whatever is shown, when something beneath needs the manager. */
export function PinGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const waiting = useRef<((unlocked: boolean) => void)[]>([])
  const gate = useMemo<Gate>(() => {
    const ask = () =>
      new Promise<boolean>((resolve) => {
        waiting.current.push(resolve)
        setOpen(true)
      })
    const pass: Gate['pass'] = async (action) => {
      try {
        return await action()
      } catch (thrown) {
        if (faultOf(thrown).code !== 'PIN_REQUIRED' || !(await ask())) throw thrown
        return action()
      }
    }
    return { ask, pass }
  }, [])
  const settle = (unlocked: boolean) => {
    setOpen(false)
    for (const resolve of waiting.current.splice(0)) resolve(unlocked)
  }
  return (
    <GateContext value={gate}>
      {children}
      <Dialog title={t('pin.title')} isOpen={isOpen} onClose={() => settle(false)}>
        <PinEntry onUnlocked={() => settle(true)} onCancel={() => settle(false)} />
      </Dialog>
    </GateContext>
  )
}
