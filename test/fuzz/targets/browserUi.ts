import fc from 'fast-check'
import { call } from '#test/fuzz/callGrammar.ts'
import { FuzzedAgent } from '#test/fuzz/fuzzedAgent.ts'
import type { FuzzContext, FuzzTarget, Violation } from '#test/fuzz/fuzzTarget.ts'
import { mostly } from '#test/fuzz/mostly.ts'
import { exchange, type RawAnswer } from '#test/fuzz/rawCaller.ts'

interface UiRequest {
  method: string
  path: string
  /** `right` stands for the value by which the UI knows its own page and session. */
  host: string
  origin: string
  cookie: string
  fetchSite: string
  type: string
  body: string
}

const page = fc.constantFrom(
  '/',
  '/index.html',
  '/assets/index.js',
  '/start/x',
  '/start/',
  '/end',
  '/status',
  '/clients/list',
  '/favicon.ico',
)
const oddPage = fc.constantFrom(
  ...[
    '/../etc/passwd',
    '/%2e%2e/settings.json',
    '//evil.example/',
    '/assets/../../settings.json',
    '/\\..\\x',
    '/start/%00',
    '/?/start/x',
  ],
  ...[
    '/assets/%',
    '/index.html/',
    '/INDEX.HTML',
    '/start/../',
    'http://evil.example/',
    '*',
    '/licenses.json',
    '/__proto__',
  ],
)
const frame = fc.record({
  method: mostly(fc.constantFrom('GET', 'POST'), fc.constantFrom('HEAD', 'PUT', 'OPTIONS', 'DELETE', 'TRACE', 'get')),
  path: mostly(page, oddPage, 3),
  host: mostly(fc.constant('right'), fc.constantFrom('evil.example', 'localhost', '127.0.0.1', 'none')),
  origin: mostly(
    fc.constantFrom('right', 'none'),
    fc.constantFrom('null', 'http://evil.example', 'http://localhost', 'http://127.0.0.1'),
    2,
  ),
  cookie: fc.constantFrom('right', 'right', 'none', 'wrong', 'wrong, then right', 'quoted', 'of another port'),
  fetchSite: fc.constantFrom('none', 'none', 'same-origin', 'cross-site', 'same-site'),
  type: mostly(
    fc.constant('application/json'),
    fc.constantFrom('text/plain', '', 'application/jsonx', 'application/x-www-form-urlencoded'),
  ),
})
const input: fc.Arbitrary<UiRequest> = fc
  .tuple(frame, call, fc.boolean())
  .map(([head, { procedure, body }, isCall]) =>
    isCall ? { ...head, method: 'POST', path: `/${procedure}`, body } : { ...head, body: '' },
  )

/** The browser UI: nothing without its session, its host and its origin; each request is answered, and none is a bug. */
export const browserUi: FuzzTarget = {
  name: 'browser-ui',
  weight: 2,

  async run(context) {
    const agent = await FuzzedAgent.start(context, { upstreams: [], clients: [] }, { ui: true })
    let session = await openSession(await agent.newLink())
    await context.check(input, async (sent) => {
      const { violation, hasEnded } = await tryRequest(context, session, sent)
      if (hasEnded) session = await openSession(await agent.newLink())
      return violation
    })
    await agent.checkAfterwards()
  },
}

interface UiSession {
  port: number
  host: string
  /** Of a browser that used the one-time link: name and value. */
  cookie: string
}

async function openSession(link: string): Promise<UiSession> {
  const { host, port } = new URL(link)
  const { headers } = await fetch(link, { redirect: 'manual' })
  const [cookie = ''] = (headers.get('set-cookie') ?? '').split(';')
  return { port: Number(port), host, cookie }
}

interface Tried {
  violation?: Violation | undefined
  /** The request has signed the session out. */
  hasEnded?: boolean
}

async function tryRequest(context: FuzzContext, session: UiSession, sent: UiRequest): Promise<Tried> {
  const bytes = render(sent, session)
  const options = { expected: [sent], firstBytes: bytes.length, endsInNonsense: false }
  const { answers, isClosed } = await exchange({ port: session.port }, bytes, options)
  const [answer] = answers
  context.count(answer ? `answered with ${answer.status}` : 'cut')
  const seen = JSON.stringify({ answers, isClosed }).slice(0, 1_000)
  const broken = (promise: string): Tried => ({ violation: { promise, seen } })
  if (!answer) return isClosed ? {} : broken('every request is answered or cut')
  if (answer.status >= 500 && !isOwnFault(answer)) return broken('no request is a bug')
  if (answer.status < 300 && !mayBeLetIn(sent)) return broken('nobody is let in who should not be')
  return { hasEnded: answer.status === 204 && sent.path === '/end' }
}

/** Without the session nothing is served; a page of another origin, and one by another name of this machine, gets nothing. */
function mayBeLetIn({ cookie, host, origin, fetchSite, method }: UiRequest): boolean {
  const hasSession = cookie.includes('right') || cookie === 'quoted'
  const isOwnPage = origin === 'right' || (origin === 'none' && method !== 'POST')
  return hasSession && host === 'right' && isOwnPage && !(method === 'POST' && fetchSite.startsWith('cross'))
}

/** Faults of this machine and of the upstream have such a status, too. */
function isOwnFault({ body }: RawAnswer): boolean {
  return /AUDIT_UNAVAILABLE|SETTINGS_UNWRITABLE|KEYCHAIN_|UPSTREAM_|OUTCOME_|CREDENTIAL_|VERIFICATIONS_/.test(body)
}

function render(sent: UiRequest, { host, cookie }: UiSession): string {
  const fields = [
    ...(sent.host === 'none' ? [] : [`Host: ${sent.host === 'right' ? host : sent.host}`]),
    ...(sent.origin === 'none' ? [] : [`Origin: ${sent.origin === 'right' ? `http://${host}` : sent.origin}`]),
    ...(sent.cookie === 'none' ? [] : [`Cookie: ${cookieText(sent.cookie, cookie)}`]),
    ...(sent.fetchSite === 'none' ? [] : [`Sec-Fetch-Site: ${sent.fetchSite}`]),
    ...(sent.type === '' ? [] : [`Content-Type: ${sent.type}`]),
  ]
  const body = Buffer.from(sent.body).toString('latin1')
  const length = sent.method === 'POST' || body !== '' ? [`Content-Length: ${body.length}`] : []
  return `${[`${sent.method} ${sent.path} HTTP/1.1`, ...fields, ...length].join('\r\n')}\r\n\r\n${body}`
}

function cookieText(which: string, cookie: string): string {
  const [name = '', value = ''] = cookie.split('=')
  const wrong = `${name}=${'A'.repeat(value.length)}`
  switch (which) {
    case 'right':
      return cookie
    case 'wrong, then right':
      return `${wrong}; ${cookie}`
    case 'quoted':
      return `${name}="${value}"`
    case 'of another port':
      return `${name}1=${value}`
    default:
      return wrong
  }
}
