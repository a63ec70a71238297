/** A field that takes text. */
export type TextField = HTMLInputElement | HTMLTextAreaElement

const textTypes = new Set(['text', 'search', 'email', 'tel', 'url', 'password', 'number'])

export function textFieldOf(target: EventTarget | null): TextField | undefined {
  if (target instanceof HTMLTextAreaElement) return target.readOnly || target.disabled ? undefined : target
  if (!(target instanceof HTMLInputElement) || !textTypes.has(target.type)) return undefined
  return target.readOnly || target.disabled ? undefined : target
}

/** Whether what it takes is written in Latin letters in every language. */
export function isLatinField(field: TextField): boolean {
  return field.dir === 'ltr' || field.type === 'email' || field.type === 'password' || field.type === 'url'
}

/** Types a text where the caret is, as a key of a real keyboard would. */
export function typeInto(field: TextField, text: string): void {
  const { value } = field
  const start = field.selectionStart ?? value.length
  const end = field.selectionEnd ?? value.length
  const isFull = field.maxLength >= 0 && value.length - (end - start) + text.length > field.maxLength
  if (!isFull) replace(field, text, start, end)
}

/** Deletes what is selected, or the letter before the caret. */
export function eraseIn(field: TextField): void {
  const { value } = field
  const end = field.selectionEnd ?? value.length
  const start = field.selectionStart ?? value.length
  const [last = ''] = [...value.slice(0, end)].slice(-1)
  const from = start === end ? end - last.length : start
  if (from < end) replace(field, '', from, end)
}

function replace(field: TextField, text: string, start: number, end: number): void {
  // A field for numbers or e-mail addresses has no caret that a script can read.
  if (field.selectionStart === null) {
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    set?.call(field, field.value.slice(0, start) + text + field.value.slice(end))
  } else field.setRangeText(text, start, end, 'end')
  field.dispatchEvent(
    new InputEvent('input', { bubbles: true, inputType: text === '' ? 'deleteContentBackward' : 'insertText' }),
  )
}
