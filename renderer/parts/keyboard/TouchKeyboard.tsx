import { lazy, Suspense, useEffect, useState } from 'react'
import { showsKeyboard, storedKeyboardChoice } from './keyboardChoice.ts'
import { type TextField, textFieldOf } from './textField.ts'

const Keys = lazy(() => import('./Keys.tsx'))

/**
 * Letters to touch, for the field that a finger touched. They go when another part is touched, when the field leaves, and with the
 * first press of a real keyboard or a scanner. Loaded when they are first needed.
 */
export function TouchKeyboard() {
  const [field, setField] = useState<TextField>()
  useEffect(() => {
    const onPointer = ({ target, pointerType }: PointerEvent) => {
      if (target instanceof Element && target.closest('[data-keyboard]')) return
      const touched = textFieldOf(target)
      setField(touched && showsKeyboard(storedKeyboardChoice(), pointerType, navigator.userAgent) ? touched : undefined)
    }
    const onKey = ({ isTrusted }: KeyboardEvent) => isTrusted && setField(undefined)
    const onFocus = ({ target }: FocusEvent) => setField((shown) => shown && textFieldOf(target))
    document.addEventListener('pointerdown', onPointer, true)
    document.addEventListener('keydown', onKey, true)
    document.addEventListener('focusin', onFocus, true)
    return () => {
      document.removeEventListener('pointerdown', onPointer, true)
      document.removeEventListener('keydown', onKey, true)
      document.removeEventListener('focusin', onFocus, true)
    }
  }, [])
  return field?.isConnected ? (
    <Suspense>
      <Keys field={field} onClose={() => setField(undefined)} />
    </Suspense>
  ) : null
}
