import { storedPreference, storePreference } from '#renderer/preferences/preference.ts'

/** When letters to touch are shown. `auto`: where the system has none of its own. */
export type KeyboardChoice = 'auto' | 'on' | 'off'

export const keyboardChoices: readonly KeyboardChoice[] = ['auto', 'on', 'off']

export function storedKeyboardChoice(): KeyboardChoice {
  const stored = storedPreference('keyboard')
  return keyboardChoices.find((choice) => choice === stored) ?? 'auto'
}

export function storeKeyboardChoice(choice: KeyboardChoice): void {
  storePreference('keyboard', choice)
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
