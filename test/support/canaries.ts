import { createHash } from 'node:crypto'
import { stripVTControlCharacters } from 'node:util'

/** Secrets made up for the tests. None may ever show in what a test run prints: build/leaks.mjs looks for them. */
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

/** Not a secret: the user name that goes with `canaries.password`. */
export const canaryTill = till

/** Every canary, as itself and as it would look inside a URL, a form, a hex dump or a base64 text. */
export function canaryForms(): Array<{ label: string; value: string }> {
  const plain = Object.entries(canaries).map(([label, value]) => ({ label, value: value as string }))
  const forms = [...plain, ...plain.flatMap(({ label, value }) => disguises(label, value))]
  return forms.filter(({ value }, at) => forms.findIndex((other) => other.value === value) === at)
}

function disguises(name: string, secret: string): Array<{ label: string; value: string }> {
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

/** The part of a longer base64 text that these bytes alone decide, for each of the three places they can start at. */
function insideBase64(bytes: Buffer, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((offset) => {
    const text = Buffer.concat([Buffer.alloc(offset), bytes]).toString(encoding)
    return text.slice(Math.ceil((offset * 8) / 6), Math.floor(((offset + bytes.length) * 8) / 6))
  })
}

export interface Leak {
  label: string
  line: number
  /** The line it stands on, shortened, with every canary in it blotted out. */
  excerpt: string
}

export function findLeaks(text: string): Leak[] {
  const forms = canaryForms()
  return stripVTControlCharacters(text)
    .split('\n')
    .flatMap((line, at) =>
      forms
        .filter(({ value }) => line.includes(value))
        .map(({ label }) => ({ label, line: at + 1, excerpt: blot(line, forms).trim().slice(0, 160) })),
    )
}

function blot(line: string, forms: Array<{ label: string; value: string }>): string {
  const longestFirst = forms.toSorted((one, other) => other.value.length - one.value.length)
  return longestFirst.reduce((rest, { label, value }) => rest.replaceAll(value, `[${label}]`), line)
}
