import fc from 'fast-check'

/** Bytes of a text that are changed after it was put together. */
export interface Edit {
  /** Place as a share of the length. */
  at: number
  remove: number
  insert: string
}

const inserts = ['', '\r', '\n', '\r\n', ' ', '\0', ':', 'a', '\t', ';', '%', '\xff', '0', ',', '\r\n\r\n', '/']

export const edit: fc.Arbitrary<Edit> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  remove: fc.integer({ min: 0, max: 3 }),
  insert: fc.constantFrom(...inserts),
})

export function edited(text: string, { at, remove, insert }: Edit): string {
  const place = Math.floor(at * text.length)
  return text.slice(0, place) + insert + text.slice(place + remove)
}
