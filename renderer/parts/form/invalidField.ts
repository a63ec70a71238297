export type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** The first field that its own rules, such as `required`, refuse. */
export function invalidField(form: HTMLFormElement): Field | undefined {
  return [...form.querySelectorAll<Field>('input, select, textarea')].find((field) => !field.validity.valid)
}

/** As people read it: without the mark of a required field. */
export function labelOf(field: Field): string {
  const label = (field.labels?.[0]?.textContent ?? field.ariaLabel ?? field.name).trim()
  return (label.endsWith('*') ? label.slice(0, -1) : label).trim()
}

/** Where a sentence about the field stands: below it, with its label and hint. */
export function frameOf(field: Field): Element {
  return field.closest('.mantine-InputWrapper-root') ?? field.parentElement ?? document.body
}
