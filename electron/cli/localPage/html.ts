/** Markup that is inserted as it is. */
interface Raw {
  markup: string
}

/** @param markup made by `html`, or written here */
export function raw(markup: string): Raw {
  return { markup }
}

/** Builds markup; every value is escaped, unless it is `raw`. */
export function html(parts: TemplateStringsArray, ...values: (string | number | Raw)[]): string {
  return parts
    .map((part, index) => {
      const value = values[index]
      if (value === undefined) return part
      return part + (typeof value === 'object' ? value.markup : escaped(String(value)))
    })
    .join('')
}

const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character)
}
