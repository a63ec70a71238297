/** The names a log line may use besides time, level and event. Whatever else is passed is dropped (attacks.md T62). */
export const permittedFields = [
  'activeRequests',
  'agentMs',
  'answerBytes',
  'bytes',
  'client',
  'clients',
  'code',
  'condition',
  'count',
  'detail',
  'door',
  'durationMs',
  'host',
  'kind',
  'latencyMs',
  'limitBytes',
  'method',
  'openConnections',
  'outcome',
  'pid',
  'platform',
  'port',
  'problem',
  'program',
  'reason',
  'reference',
  'requestBytes',
  'requestId',
  'retryAfterSeconds',
  'route',
  'scheme',
  'signal',
  'state',
  'status',
  'uptimeSeconds',
  'upstream',
  'upstreamMs',
  'upstreams',
  'vault',
  'version',
  'waitingRequests',
] as const

const permitted: ReadonlySet<string> = new Set(permittedFields)

type Value = string | number | boolean

export function isPermitted(name: string): boolean {
  return permitted.has(name)
}

/** What may stand in a log: no card number, nothing a terminal would obey, no novel. */
export function redacted(value: Value, mostCharacters = 200): Value {
  if (typeof value === 'boolean') return value
  if (typeof value === 'number') return Number.isInteger(value) && hidesCard(String(value)) ? cardShown : value
  const plain = withoutCards(value).replaceAll(terminalTrick, '\ufffd')
  return plain.length > mostCharacters ? `${plain.slice(0, mostCharacters)}…` : plain
}

const cardShown = '[card number]'

/** C1 controls and line separators, which JSON leaves as they are; the other controls it escapes. */
const terminalTrick = /[\u007f-\u009f\u2028\u2029]/g

/** Digits as cards are written, perhaps in groups. A UUID is stepped over: one in a thousand looks like a card inside. */
const digitRun = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b|(?<run>\d(?:[ -]?\d){12,})/gi

function withoutCards(text: string): string {
  return text.replaceAll(digitRun, (match, run?: string) => (run && hidesCard(run) ? cardShown : match))
}

/** PCI DSS 3.4.1 (standards.md 10). A longer run may hold a card number and more, and has no business in a log. */
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
