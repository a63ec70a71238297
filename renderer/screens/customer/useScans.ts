import { useLayoutEffect, useRef } from 'react'
import { ScanBuffer } from './scanner.ts'

const fields = 'input, textarea, select, [role=dialog], [role=menu]'

interface ScanOptions {
  /** Whether scans into a field count, too. */
  inFields?: boolean
  /** Shorter ones are left to the field that has the focus. */
  minLength?: number
}

/** Calls `onScan` with what a scanner reads; its Enter then presses no button and sends no form. */
export function useScans(
  onScan: ((text: string) => void) | undefined,
  { inFields = false, minLength = 0 }: ScanOptions = {},
): void {
  const latest = useRef(onScan)
  // With the screen itself: a scanner may be quicker than what waits for the next frame.
  useLayoutEffect(() => {
    latest.current = onScan
  }, [onScan])
  useLayoutEffect(() => {
    const buffer = new ScanBuffer()
    const onKey = (event: KeyboardEvent) => {
      const isInField = event.target instanceof Element && event.target.closest(fields) !== null
      if (event.ctrlKey || event.metaKey || event.altKey || (isInField && !inFields)) return
      const text = buffer.press(event.key, event.timeStamp)
      if (text === undefined || text.length < minLength || !latest.current) return
      event.preventDefault()
      event.stopPropagation()
      latest.current(text)
    }
    // Before the page's own listeners.
    document.addEventListener('keydown', onKey, { capture: true })
    return () => document.removeEventListener('keydown', onKey, { capture: true })
  }, [inFields, minLength])
}
