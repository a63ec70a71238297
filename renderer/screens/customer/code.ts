import { inWesternDigits } from '../../parts/digits.ts'

const mostLetters = 50

/** A code as the upstream wants it, however it was typed, scanned or pasted: `٤٢-17 a` is `4217a`. */
export function codeOf(text: string): string {
  return inWesternDigits(text.normalize('NFKC'))
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, mostLetters)
}
