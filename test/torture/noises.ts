/** A request that costs much, or is meant to. Sent by a paired client, with its key or with another. */
export interface Noise {
  name: string
  method?: string
  /** Below the port of the agent. */
  path: string
  headers?: readonly string[]
  body?: string
  /** `none` sends no key; `wrong` sends one of the right form that nobody has. */
  key?: 'own' | 'wrong' | 'none'
}

const via = '/via/cloud'
const denied = '/via/other'
/** As long as a target may be, with room for what stands before it. */
const longest = 8_000
const filled = (part: string, bytes = longest) => part.repeat(Math.floor(bytes / part.length))
const nested = (open: string, close: string, bytes: number) => {
  const depth = Math.floor(bytes / (open.length + close.length))
  return open.repeat(depth) + close.repeat(depth)
}
const json = ['Content-Type: application/json']
const mebibyte = 1024 * 1024
/** More is read of a body where a scheme must see it, and costs what its parsing costs (docs/reliability.md). */
const longSale = 32 * 1024

const paths: Noise[] = [
  ...[';', '.', '%2e', '%2f', '%25', '/', '/a', '/%61', 'a;b=/', '/..;', '%c3%a9', '%ff', '*', '\\'].map((part) => ({
    name: `a path of ${part}`,
    path: `${via}/${filled(part)}`,
  })),
  { name: 'a path of blanks that ends in something else', path: `${via}/${filled('%20')}x` },
  { name: 'a path of dots that ends in something else', path: `${via}/${filled('.')}x` },
  { name: 'a path that is longer than any may be', path: `${via}/${filled('a;', 15_500)}` },
  { name: 'a query of many fields', path: `${via}/v1.1/customer/get?${filled('mobile=9&')}` },
  { name: 'a query of many values', path: `${via}/v1.1/customer/get?mobile=${filled('9,')}` },
  { name: 'a path that is not granted', path: `${denied}/${filled('/a')}` },
  { name: 'an upstream that there is not', path: `/via/${filled('a', 4_000)}/x` },
  { name: 'no path of the API', path: `/v1/${filled('a/')}` },
]

const heads: Noise[] = [
  { name: 'as many fields as there may be', path: `${via}/x`, headers: Array(90).fill(`X-A: ${filled('b', 120)}`) },
  { name: 'more fields than there may be', path: `${via}/x`, headers: Array(1_500).fill('A: b') },
  { name: 'a long Connection', path: `${via}/x`, headers: [`Connection: ${filled('close-not, ', 12_000)}`] },
  { name: 'a long Accept', path: `${via}/x`, headers: [`Accept: ${filled('a/b;q=0.1,', 12_000)}`] },
  { name: 'a long Accept-Encoding', path: `${via}/x`, headers: [`Accept-Encoding: ${filled('gzip;q=0,', 12_000)}`] },
  { name: 'a long Cookie', path: `${via}/x`, headers: [`Cookie: ${filled('a=b; ', 12_000)}`] },
  {
    name: 'a long Basic credential',
    path: `${via}/x`,
    key: 'none',
    headers: [`Authorization: Basic ${filled('QUFB', 12_000)}`],
  },
  { name: 'a long key', path: `${via}/x`, key: 'none', headers: [`Till-Agent-Key: ta_pos_${filled('A', 12_000)}`] },
  { name: 'a key that nobody has', path: `${via}/x`, key: 'wrong' },
  { name: 'no key', path: `${via}/x`, key: 'none' },
]

const bodies: Noise[] = [
  ...[
    ['deep arrays', nested('[', ']', mebibyte / 8)],
    ['deep objects', `${nested('{"a":', '}', mebibyte / 8).replace('}', '0}')}`],
    ['many customers', `{"root":[${filled('{"mobile":"9"},', longSale)}0]}`],
    ['a long text', `{"mobile":"${filled('\\u0039', longSale)}"}`],
  ].map(([what, body]) => ({
    ...{ name: `a body of ${what} that is examined`, method: 'POST', path: `${via}/v1.1/customer/add`, headers: json },
    ...(body !== undefined && { body }),
  })),
  { name: 'a long body that streams', method: 'POST', path: `${via}/things`, body: filled('x', mebibyte / 2) },
  { name: 'a long body of a refused request', method: 'POST', path: `${denied}/x`, body: filled('x', mebibyte / 2) },
  {
    name: 'a verification of a long number',
    method: 'POST',
    path: '/v1/verifications',
    headers: json,
    body: `{"upstream":"cloud","identifier":{"type":"mobile","value":"${filled('9', 12_000)}"}}`,
  },
  {
    name: 'a verification of a long address',
    method: 'POST',
    path: '/v1/verifications',
    headers: json,
    body: `{"upstream":"cloud","identifier":{"type":"email","value":"${filled('a.', 12_000)}@b"}}`,
  },
  {
    name: 'a statement that is none',
    method: 'POST',
    path: '/v1/statements/check',
    headers: json,
    body: `{"statement":"${filled('a.', 12_000)}"}`,
  },
  {
    name: 'a program that asks to be let in',
    method: 'POST',
    path: '/v1/pairings',
    key: 'none',
    headers: json,
    body: `{"name":"${filled('a ', 12_000)}"}`,
  },
]

const responses: Noise[] = [
  { name: 'a long response', path: `${via}/long` },
  { name: 'a long response that holds the credential again and again', path: `${via}/held` },
  { name: 'a long response that nearly holds the credential', path: `${via}/near` },
]

export const noises: readonly Noise[] = [...paths, ...heads, ...bodies, ...responses]

/** The request as it goes over the wire to the agent on this port. */
export function noiseText(noise: Noise, port: number, ownKey: string): string {
  const { method = 'GET', path, headers = [], body = '', key = 'own' } = noise
  const wrongKey = `${ownKey.slice(0, -3)}${ownKey.endsWith('AAA') ? 'BBB' : 'AAA'}`
  const keys = { own: [`Till-Agent-Key: ${ownKey}`], wrong: [`Till-Agent-Key: ${wrongKey}`], none: [] }
  const length = body ? [`Content-Length: ${body.length}`] : []
  const fields = [`Host: 127.0.0.1:${port}`, ...keys[key], ...headers, ...length]
  return `${[`${method} ${path} HTTP/1.1`, ...fields].join('\r\n')}\r\n\r\n${body}`
}
