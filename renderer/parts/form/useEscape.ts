import { useEffect, useRef } from 'react'

/** Calls `onEscape` for Escape, unless a dialog or a menu closes with it. */
export function useEscape(onEscape: () => void): void {
  const latest = useRef(onEscape)
  useEffect(() => {
    latest.current = onEscape
  }, [onEscape])
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isOthers = document.querySelector('[role=dialog], [role=menu]') !== null
      if (event.key === 'Escape' && !event.defaultPrevented && !isOthers) latest.current()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
}
