import { createHash } from 'node:crypto'
import { stripVTControlCharacters } from 'node:util'

/** Invented secrets of the tests. build/leaks.mjs fails when the output of a test run holds one. */
const till = 'canary.till'
const password = 'canary Zq7/vX+93 &pässwort=%fLk2'
const md5 = createHash('md5').update(password).digest('hex')

export const canaries = {
  password,
  md5,
  basicValue: Buffer.from(`${till}:${md5}`).toString('base64'),
  clientKey: 'ta_canary_hT4-wq0ZrN8_yMb61sVdKxPo2uJcEg7LaXfR9iQkW35',
  oauthSecret: 'canary-oauth-9dTn4Vw-Jr_61KzQhx8m~BcYp',
} as const

/** The user name that belongs to `canaries.password`; no secret. */
export const canaryTill = till

/** Every canary in plain text and in the encodings of URLs, forms, JSON, hex dumps and base64. */
export function encodedCanaries(): Array<{ label: string; value: string }> {
  const plain = Object.entries(canaries).map(([label, value]) => ({ label, value: value as string }))
  const encoded = [...plain, ...plain.flatMap(({ label, value }) => encodingsOf(label, value))]
  return encoded.filter(({ value }, at) => encoded.findIndex((candidate) => candidate.value === value) === at)
}

function encodingsOf(name: string, secret: string): Array<{ label: string; value: string }> {
  const bytes = Buffer.from(secret)
  return [
    { label: `${name} (URL-encoded)`, value: encodeURIComponent(secret) },
    { label: `${name} (form-encoded)`, value: new URLSearchParams([['', secret]]).toString().slice(1) },
    { label: `${name} (JSON)`, value: JSON.stringify(secret).slice(1, -1) },
    { label: `${name} (hex)`, value: bytes.toString('hex') },
    { label: `${name} (HEX)`, value: bytes.toString('hex').toUpperCase() },
    { label: `${name} (MD5)`, value: createHash('md5').update(bytes).digest('hex') },
    ...insideBase64(bytes, 'base64').map((value) => ({ label: `${name} (base64)`, value })),
    ...insideBase64(bytes, 'base64url').map((value) => ({ label: `${name} (base64url)`, value })),
  ]
}

/** The part of a longer base64 text that depends on these bytes alone, for each of the three possible offsets. */
function insideBase64(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(encoding)
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
  })
}

export interface Leak {
  label: string
  line: number
  /** The line, shortened to 160 characters and with every canary redacted. */
  excerpt: string
}

export function findLeaks(text: string): Leak[] {
  const encoded = encodedCanaries()
  return stripVTControlCharacters(text)
    .split('\n')
    .flatMap((line, at) =>
      encoded
        .filter(({ value }) => line.includes(value))
        .map(({ label }) => ({ label, line: at + 1, excerpt: redact(line, encoded).trim().slice(0, 160) })),
    )
}

function redact(line: string, secrets: Array<{ label: string; value: string }>): string {
  const longestFirst = secrets.toSorted((a, b) => b.value.length - a.value.length)
  return longestFirst.reduce((rest, { label, value }) => rest.replaceAll(value, `[${label}]`), line)
}
