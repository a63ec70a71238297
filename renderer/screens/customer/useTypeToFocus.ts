import { type RefObject, useEffect } from 'react'

/** Moves the focus to the field when a person or a scanner types, unless a dialog, a menu or another field has it. */
export function useTypeToFocus(field: RefObject<HTMLInputElement | null>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!isCharacter(event) || isOwnTarget(event.target)) return
      // The browser enters the character after this handler, where the focus is then.
      field.current?.focus()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [field])
}

/** Excludes the space bar, which presses buttons. */
function isCharacter({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey
}

function isOwnTarget(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select, [role=dialog], [role=menu]') !== null
}
