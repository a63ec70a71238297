import { createContext, type ReactNode, useContext, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { faultOf } from '#renderer/agent/fault.ts'
import { Dialog } from '#renderer/parts/form/Dialog.tsx'
import { PinEntry } from './PinEntry.tsx'

interface PinGateControls {
  /** Opens the PIN dialog. Resolves to whether the right PIN was entered. */
  requestPin(): Promise<boolean>
  /** Runs the action; when it needs the PIN, asks for the PIN and runs it again. @throws what the action throws */
  run<Result>(action: () => Promise<Result>): Promise<Result>
}

const GateContext = createContext<PinGateControls | undefined>(undefined)

export function usePinGate(): PinGateControls {
  const gate = useContext(GateContext)
  if (!gate) throw new Error('usePinGate is called outside PinGate')
  return gate
}

/** Holds the PIN dialog. Components below it open the dialog through `usePinGate`. */
export function PinGate({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const waiting = useRef<((unlocked: boolean) => void)[]>([])
  const gate = useMemo<PinGateControls>(() => {
    const requestPin = () =>
      new Promise<boolean>((resolve) => {
        waiting.current.push(resolve)
        setOpen(true)
      })
    const run: PinGateControls['run'] = async (action) => {
      try {
        return await action()
      } catch (thrown) {
        if (faultOf(thrown).code !== 'PIN_REQUIRED' || !(await requestPin())) throw thrown
        return action()
      }
    }
    return { requestPin, run }
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
