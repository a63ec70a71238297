/** When letters to touch are shown. `auto`: where the system has none of its own. */
export type KeyboardChoice = 'auto' | 'on' | 'off'

export const keyboardChoices: readonly KeyboardChoice[] = ['auto', 'on', 'off']

const storageKey = 'keyboard'

export function storedKeyboardChoice(): KeyboardChoice {
  const stored = localStorage.getItem(storageKey)
  return keyboardChoices.find((choice) => choice === stored) ?? 'auto'
}

export function storeKeyboardChoice(choice: KeyboardChoice): void {
  localStorage.setItem(storageKey, choice)
}

/**
 * Whether a field that was touched gets the window's keyboard. Windows and macOS, tablets and telephones show their own; a till with
 * Linux mostly has none.
 *
 * @param pointer kind of pointer: `touch`, `pen` or `mouse`
 */
export function showsKeyboard(choice: KeyboardChoice, pointer: string, userAgent: string): boolean {
  if (choice === 'off') return false
  if (choice === 'on') return true
  return pointer === 'touch' && /Linux/.test(userAgent) && !/Android/.test(userAgent)
}
