import { Button, Group } from '@mantine/core'
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Dialog } from '#renderer/parts/form/Dialog.tsx'

interface LeaveControls {
  /** Asks `question` before the page is left, until the returned function is called. */
  hold(question: string): () => void
  /** Whether the page may be left for `path` now. If not, a person is asked, and led there on "leave". */
  mayGo(path: string): boolean
}

const LeaveContext = createContext<LeaveControls>({ hold: () => () => {}, mayGo: () => true })

export const useLeaveControls = (): LeaveControls => useContext(LeaveContext)

/** Asks before something is lost that was shown, or typed, for the only time. @param question absent when there is nothing to lose */
export function useLeaveWarning(question: string | undefined): void {
  const { hold } = useLeaveControls()
  useEffect(() => (question === undefined ? undefined : hold(question)), [question, hold])
  const isHeld = question !== undefined
  useEffect(() => {
    // Electron would neither ask nor close: its window stays in the tray anyway.
    if (!isHeld || window.tillAgent) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isHeld])
}

/** Holds the question that is asked before a page is left. */
export function LeaveGuard({ children }: { children: ReactNode }) {
  const { t } = useTranslation()
  const [, goTo] = useLocation()
  const held = useRef<string>(undefined)
  const [asked, setAsked] = useState<{ question: string; path: string }>()
  const controls = useMemo<LeaveControls>(
    () => ({
      hold: (question) => {
        held.current = question
        return () => {
          held.current = undefined
        }
      },
      mayGo: (path) => {
        if (held.current === undefined) return true
        setAsked({ question: held.current, path })
        return false
      },
    }),
    [],
  )
  const leave = () => {
    held.current = undefined
    if (asked) goTo(asked.path)
    setAsked(undefined)
  }
  return (
    <LeaveContext value={controls}>
      {children}
      <Dialog title={asked?.question ?? ''} isOpen={asked !== undefined} onClose={() => setAsked(undefined)}>
        <Group gap="sm">
          <Button data-autofocus onClick={() => setAsked(undefined)}>
            {t('parts.stay')}
          </Button>
          <Button variant="default" onClick={leave}>
            {t('parts.leave')}
          </Button>
        </Group>
      </Dialog>
    </LeaveContext>
  )
}
