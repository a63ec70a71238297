import { withWesternDigits } from '#renderer/parts/form/digits.ts'

const maxLength = 50

/** A code as upstreams expect it, from typed, scanned or pasted text: `٤٢-17 a` becomes `4217a`. At most 50 characters. */
export function normalizeCode(text: string): string {
  return withWesternDigits(text.normalize('NFKC'))
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, maxLength)
}
