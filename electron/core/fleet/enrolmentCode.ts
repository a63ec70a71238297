import { createHash } from 'node:crypto'
import type { Random } from '#core/base/random.ts'

/** Crockford's base 32: no letter that is read as a digit. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** Each stands for 5 bits, so 55 bits are to be guessed. */
const secretLetters = 11

/** A code for one pack, such as `7K3M-9QXA-2HTB`: what people type, with a last letter that shows most typing mistakes. */
export function makeEnrolmentCode(random: Random): string {
  const secret = [...random.bytes(secretLetters)].map((byte) => alphabet[byte % alphabet.length]).join('')
  return grouped(secret + checkLetter(secret))
}

/**
 * The code as it was made, from how a person types it: small letters, other dashes, O for 0, I and L for 1.
 *
 * @returns `undefined` for what is no code at all: no pack has it, so it counts as no try
 */
export function readEnrolmentCode(typed: string): string | undefined {
  const plain = typed
    .toUpperCase()
    .replaceAll(/[\s\p{Pd}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
  const isCode = plain.length === secretLetters + 1 && [...plain].every((letter) => alphabet.includes(letter))
  return isCode && checkLetter(plain.slice(0, -1)) === plain.at(-1) ? grouped(plain) : undefined
}

function checkLetter(secret: string): string {
  const [byte = 0] = createHash('sha256').update(secret).digest()
  return alphabet[byte % alphabet.length] ?? ''
}

function grouped(letters: string): string {
  return (letters.match(/.{4}/g) ?? []).join('-')
}
