type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement

/** The first field that its own rules, such as `required`, refuse. */
export function invalidField(form: HTMLFormElement): Field | undefined {
  return [...form.querySelectorAll<Field>('input, select, textarea')].find((field) => !field.validity.valid)
}

/** As people read it: without the mark of a required field. */
export function labelOf(field: Field): string {
  const label = field.labels?.[0]?.textContent ?? field.ariaLabel ?? field.name
  return label.replace(/\s*\*\s*$/, '').trim()
}
