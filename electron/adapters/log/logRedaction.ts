import { logFields } from '#core/base/log.ts'

const permitted: ReadonlySet<string> = new Set(logFields)

type Value = string | number | boolean

export function isPermitted(name: string): boolean {
  return permitted.has(name)
}

/** The value as the log holds it: without card numbers and terminal controls, and cut off at `maxCharacters`. */
export function redacted(value: Value, maxCharacters = 200): Value {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isInteger(value) && hidesCard(String(value)) ? cardMark : value
  const text = withoutCards(value).replaceAll(terminalControls, '\ufffd')
  return text.length > maxCharacters ? `${text.slice(0, maxCharacters)}…` : text
}

const cardMark = '[card number]'

/** C1 controls and line separators. JSON escapes all other controls. */
const terminalControls = /[\u007f-\u009f\u2028\u2029]/g

const uuid = /(\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b)/i

/** Digits, perhaps in groups. */
const digitRun = /\d(?:[ -]?\d)*/g

/** UUIDs are skipped, since one in a thousand contains what looks like a card. */
function withoutCards(text: string): string {
  const parts = text.split(uuid)
  return parts.map((part, at) => (at % 2 === 1 ? part : part.replaceAll(digitRun, withoutCard))).join('')
}

function withoutCard(run: string): string {
  return hidesCard(run) ? cardMark : run
}

/** Whether digits are a card number, or so many that they may contain one (PCI DSS 3.4.1; standards.md 10). */
function hidesCard(run: string): boolean {
  const digits = run.replaceAll(/\D/g, '')
  return digits.length > 19 || (digits.length >= 13 && passesLuhn(digits))
}

function passesLuhn(digits: string): boolean {
  let sum = 0
  for (const [at, digit] of [...digits].reverse().entries()) {
    const doubled = at % 2 === 1 ? Number(digit) * 2 : Number(digit)
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
