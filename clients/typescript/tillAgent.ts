// Client of the Till Agent for Node 20 and newer, and for browsers. Copy this file, or install the folder as a package.
// It needs nothing but `fetch`. What each fault means for a sale: docs/integrate.md.

export type Condition = 'ready' | 'attention' | 'offline' | 'blocked'

/** How the agent and the upstreams granted to this client are. */
export interface Status {
  condition: Condition
  concerns: { about: string; code: string; reason: string; remedy: string }[]
  version: string
  upstreams: { id: string; state: string }[]
}

/** A preset such as `capillary:sell`, or methods and a path. */
export type Route = string | { methods: string[]; path: string }
export interface Grant {
  upstream: string
  allow: Route[]
}

/** A pairing that a person has still to answer. Show the comparison code; keep the poll secret in memory. */
export interface Pairing {
  pairingId: string
  pollSecret: string
  comparisonCode: string
  /** Milliseconds since 1970. */
  expiresAt: number
}

export interface PairingAnswer {
  state: 'pending' | 'granted' | 'refused' | 'expired'
  /** Comes once: store it where only this program can read it. */
  key?: string
  /** For your own server, which tells by it whom a statement is about. */
  statementKey?: string
  client?: string
  grants?: Grant[]
}

/** What the cloud answered; or, with `outboxId`, that the agent keeps the request and sends it later. */
export interface Answer {
  status: number
  headers: Headers
  body: string
  /** To ask about this request later: `outcomeOf`. */
  requestId: string
  outboxId?: string
}

export interface CallOptions {
  method?: string
  headers?: Record<string, string>
  body?: string
  /** For the whole call, repeats and pauses included. Default 30 seconds. */
  timeoutMs?: number
  /** `accept`: keep this write on disk and send it later if it cannot be sent now. */
  outbox?: 'accept' | 'no'
}

export interface RequestOutcome {
  requestId: string
  state: 'not-sent' | 'done' | 'refused' | 'unknown'
  status?: number
  outbox?: string
}

export interface OutboxEntry {
  id: string
  state: 'waiting' | 'held' | 'sending' | 'unknown' | 'sent' | 'refused' | 'expired' | 'discarded'
  /** Whether it waits for a person. */
  needsPerson: boolean
  /** The cloud's answer, once there is one. */
  answer?: { status: number; body: string }
}

export interface Identifier {
  type: 'mobile' | 'email'
  value: string
}

export interface VerificationStart {
  upstream: string
  identifier: Identifier
  /** What the customer agrees to; part of the statement. */
  purpose?: string
  /** In the smallest unit of the currency. */
  amount?: { minor: number; currency: string }
  /** Name or number of the cashier, the shift, and the number of the receipt: for the statement and the audit trail. */
  cashier?: string
  shift?: string
  receipt?: string
}

export interface Verification {
  id: string
  state: 'started' | 'code-sent' | 'confirmed' | 'refused' | 'expired' | 'cancelled'
  maskedIdentifier: string
  resendAfterSeconds: number
  triesLeft: number
  sendsLeft: number
  /** Once confirmed. `override`: a manager vouched for the customer, and no code was given. */
  method?: 'code' | 'override' | undefined
  /** Once confirmed: the agent's signed word, for your own server. */
  statement?: string
}

export interface StatementClaims {
  iss: string
  aud: string
  jti: string
  exp: number
  upstream: string
  purpose: string
  amount?: { minor: number; currency: string }
  /** As the verification was started with them, as are `shift` and `receipt`; nobody checks them. */
  cashier?: string | undefined
  shift?: string | undefined
  receipt?: string | undefined
  method?: 'code' | 'override' | undefined
  maskedIdentifier: string
  identifierHmac: string
}

export type StatementVerdict =
  | { valid: true; claims: StatementClaims; identifierMatches?: boolean }
  | { valid: false; reason: 'not-signed-here' | 'expired' | 'other-audience' }

export interface KeySet {
  keys: { kty: string; kid: string; [member: string]: unknown }[]
}

/** After these the request had no effect, so it may be sent again. `AGENT_UNREACHABLE` is this client's own. */
const repeatable = new Set([
  ...['AGENT_UNREACHABLE', 'UPSTREAM_UNREACHABLE', 'UPSTREAM_BUSY', 'UPSTREAM_NOT_READY'],
  ...['TOKEN_EXPIRED', 'TOO_MANY_REQUESTS'],
])

/** Whether the same request may be sent again at once, or after `Retry-After`. Never after anything else. */
export function mayRepeat(code: string): boolean {
  return repeatable.has(code)
}

/** A refusal of the agent. An answer of the cloud is never one, whatever its status. */
export class Fault extends Error {
  override readonly name = 'Fault'
  /** Show it to the cashier with the message: what to do. */
  readonly remedy: string
  readonly code: string
  readonly status: number
  readonly requestId: string | undefined
  readonly retryAfterSeconds: number | undefined
  /** The write may have taken effect: ask `outcomeOf` or look, and never just send it again. */
  readonly mayHaveHappened: boolean

  constructor(problem: { code: string; detail: string; remedy: string } & Record<string, unknown>) {
    super(problem.detail)
    this.code = problem.code
    this.remedy = problem.remedy
    this.status = Number(problem.status ?? 0)
    this.requestId = problem.requestId as string | undefined
    this.retryAfterSeconds = problem.retryAfterSeconds as number | undefined
    this.mayHaveHappened = problem.code === 'OUTCOME_UNKNOWN' || problem.mayHaveHappened === true
  }

  /** As `mayRepeat`. An upstream that is not ready and says no time waits for a person: a repeat would only keep the cashier waiting. */
  get mayRepeat(): boolean {
    const waitsForPerson = this.code === 'UPSTREAM_NOT_READY' && this.retryAfterSeconds === undefined
    return mayRepeat(this.code) && !waitsForPerson
  }
}

/** Modules of Node, which bundlers for browsers must not look for. */
const node = (name: string) => import(/* @vite-ignore */ /* webpackIgnore: true */ `node:${name}`)

/** Where the agent of this machine writes `port.json`: for all users first, then for this one. Node only. */
export function announcementFolders(env = process.env, platform: string = process.platform): string[] {
  const parents =
    platform === 'win32'
      ? [env.ProgramData, env.LOCALAPPDATA]
      : platform === 'darwin'
        ? ['/Library/Application Support', env.HOME && `${env.HOME}/Library/Application Support`]
        : ['/run', env.XDG_RUNTIME_DIR]
  const separator = platform === 'win32' ? '\\' : '/'
  return parents.flatMap((parent) => (parent ? [`${parent}${separator}till-agent`] : []))
}

/** The port of the agent of this machine, or the default one where it has not announced itself. Node only. */
export async function findPort(folders = announcementFolders()): Promise<number> {
  const { readFile } = await node('fs/promises')
  for (const folder of folders) {
    try {
      const { port, pid } = JSON.parse(await readFile(`${folder}/port.json`, 'utf8'))
      if (isRunning(pid)) return port
    } catch {
      // There is no agent for this circle of users.
    }
  }
  return 47600
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (thrown) {
    // It runs as another user.
    return (thrown as { code?: string }).code === 'EPERM'
  }
}

/** How long who listens there may count as the agent, in milliseconds. */
const proofLifetimeMs = 60_000

export class TillAgent {
  readonly #port: number
  #key: string | undefined
  readonly #signs: boolean
  /** By `performance.now()`. */
  #provenUntil = 0

  /**
   * @param key what pairing or `till-agent client add` gave; without it this program can only ask to be paired
   * @param signs sign each request in place of sending the key, for a client added with `--signed`
   */
  constructor({ port = 47600, key, signs = false }: { port?: number; key?: string; signs?: boolean } = {}) {
    this.#port = port
    this.#key = key
    this.#signs = signs
  }

  /** Asks the person at the till for a key. Show the comparison code, then `waitForKey`. */
  askToPair(request: { name: string; grants: Grant[]; days?: number }): Promise<Pairing> {
    return this.#own('POST', '/v1/pairings', request)
  }

  /** Waits until the person has answered. When the answer has a key, this client uses it from then on. */
  async waitForKey({ pairingId, pollSecret }: Pairing): Promise<PairingAnswer> {
    for (;;) {
      const headers = { Authorization: `Bearer ${pollSecret}` }
      const answer: PairingAnswer = await this.#own('GET', `/v1/pairings/${pairingId}`, undefined, headers)
      if (answer.key) this.#key = answer.key
      if (answer.state !== 'pending') return answer
      await pause(1_000)
    }
  }

  status(): Promise<Status> {
    return this.#own('GET', '/v1/status')
  }

  /**
   * Sends a request to the cloud in the till's name. While nothing reaches the cloud it is sent again until the time is up.
   *
   * @param path with its query, as the cloud's documentation has it
   * @throws Fault; with `mayHaveHappened` a write may have taken effect
   */
  call(upstream: string, path: string, options: CallOptions = {}): Promise<Answer> {
    const { outbox, headers } = options
    return this.#send(`/via/${upstream}${path}`, {
      ...options,
      headers: { ...headers, ...(outbox && { 'Till-Agent-Outbox': outbox }) },
    })
  }

  /** Did it happen? Known for 7 days. */
  outcomeOf(requestId: string): Promise<RequestOutcome> {
    return this.#own('GET', `/v1/requests/${requestId}`)
  }

  /** A write that the outbox keeps; waits up to 30 seconds until its state changes. */
  outboxEntry(id: string, waitSeconds = 0): Promise<OutboxEntry> {
    return this.#own('GET', `/v1/outbox/${id}?waitSeconds=${waitSeconds}`)
  }

  /** Sends the customer a one-time code. */
  startVerification(start: VerificationStart): Promise<Verification> {
    return this.#own('POST', '/v1/verifications', start)
  }

  /** Waits up to 30 seconds until the verification changes, here or on the cashier's screen. */
  waitForVerification(id: string, waitSeconds = 30): Promise<Verification> {
    return this.#own('GET', `/v1/verifications/${id}?waitSeconds=${waitSeconds}`)
  }

  /** A wrong code is no fault: `state` stays `code-sent`, and `triesLeft` is one less. */
  giveCode(id: string, code: string): Promise<Verification> {
    return this.#own('POST', `/v1/verifications/${id}/code`, { code })
  }

  resendCode(id: string): Promise<Verification> {
    return this.#own('POST', `/v1/verifications/${id}/resend`)
  }

  cancelVerification(id: string): Promise<Verification> {
    return this.#own('DELETE', `/v1/verifications/${id}`)
  }

  /** Has the agent check a statement. Compare purpose and amount yourself. */
  checkStatement(statement: string, identifier?: Identifier): Promise<StatementVerdict> {
    return this.#own('POST', '/v1/statements/check', { statement, ...(identifier && { identifier }) })
  }

  /** The agent's public keys, for `verifyStatement` on a server. Fetch them once per till. */
  keys(): Promise<KeySet> {
    return this.#own('GET', '/v1/keys')
  }

  async #own<T>(method: string, path: string, body?: object, headers = {}): Promise<T> {
    const json = body && { body: JSON.stringify(body), headers: { ...headers, 'Content-Type': 'application/json' } }
    // Longer than the longest wait that can be asked for.
    const answer = await this.#send(path, { method, headers, timeoutMs: 40_000, ...json })
    return JSON.parse(answer.body) as T
  }

  /** Sends once, and again after faults that say that nothing happened, until the time is up. */
  async #send(path: string, options: CallOptions): Promise<Answer> {
    const endsAt = Date.now() + (options.timeoutMs ?? 30_000)
    for (;;) {
      try {
        const key = needsKey(path) ? this.#key : undefined
        if (key) await this.#checkAgent(key, endsAt - Date.now())
        return await this.#sendOnce(path, options, endsAt - Date.now())
      } catch (thrown) {
        if (!(thrown instanceof Fault && thrown.mayRepeat)) throw thrown
        const pauseMs = (thrown.retryAfterSeconds ?? 1) * 1_000
        if (Date.now() + pauseMs >= endsAt) throw thrown
        await pause(pauseMs)
      }
    }
  }

  /**
   * Has who listens there prove that it is the agent, before it is sent the key: while the agent is away another program can take
   * its port. Asks again after a broken connection, and once a minute.
   */
  async #checkAgent(key: string, leftMs: number): Promise<void> {
    if (performance.now() < this.#provenUntil) return
    const nonce = hexOf(crypto.getRandomValues(new Uint8Array(32)))
    // A key is ta_<client>_<43 letters>.
    const body = JSON.stringify({ client: key.slice(3, -44), nonce })
    const headers = { 'Content-Type': 'application/json' }
    const answer = await this.#sendOnce('/v1/proof', { method: 'POST', headers, body }, leftMs)
    if (!(await isProof(answer.body, key, nonce, this.#port))) throw notProven()
    this.#provenUntil = performance.now() + proofLifetimeMs
  }

  async #sendOnce(path: string, { method = 'GET', headers, body }: CallOptions, leftMs: number): Promise<Answer> {
    const timeoutMs = String(Math.min(Math.max(Math.trunc(leftMs), 100), 60_000))
    const key = needsKey(path) ? this.#key : undefined
    const own = {
      ...(key && (this.#signs ? await signed(key, method, path, body ?? '', this.#port) : { 'Till-Agent-Key': key })),
      'Till-Agent-Timeout-Ms': timeoutMs,
    }
    try {
      // The agent says by itself when the time is up; it is given two seconds to say so.
      const signal = AbortSignal.timeout(leftMs + 2_000)
      const init = { method, headers: { ...headers, ...own }, signal, redirect: 'manual' } as const
      const response = await fetch(
        `http://127.0.0.1:${this.#port}${path}`,
        body === undefined ? init : { ...init, body },
      )
      return readAnswer(response, await response.text())
    } catch (thrown) {
      if (thrown instanceof Fault) throw thrown
      this.#provenUntil = 0
      throw connectionFault(thrown, method !== 'GET' && method !== 'HEAD' && path !== '/v1/proof')
    }
  }
}

/** Whether a call is made in the name of a client. The others are not sent the key. */
function needsKey(path: string): boolean {
  return path !== '/v1/proof' && !path.startsWith('/v1/pairings')
}

/** Signs a request with the digest of the key. Each is good for one request, at this port, for half a minute. */
async function signed(key: string, method: string, path: string, body: string, port: number) {
  // As `fetch` sends it.
  const { pathname, search } = new URL(path, 'http://127.0.0.1')
  const nonce = hexOf(crypto.getRandomValues(new Uint8Array(16)))
  const digest = hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytesOfText(body))))
  const time = Date.now()
  const text = ['till-agent request', method, pathname + search, digest, nonce, time, port].join('\n')
  // A key is ta_<client>_<43 letters>.
  return { 'Till-Agent-Signature': [key.slice(3, -44), time, nonce, digest, await hmacHex(key, text)].join(' ') }
}

/** HMAC-SHA-256 by the digest of the key, in hexadecimal. */
async function hmacHex(key: string, text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytesOfText(key))
  const hmac = await crypto.subtle.importKey('raw', digest, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return hexOf(new Uint8Array(await crypto.subtle.sign('HMAC', hmac, bytesOfText(text))))
}

/** Whether the answer is by somebody who has the digest of this key, and was asked at this port. */
async function isProof(answer: string, key: string, nonce: string, port: number): Promise<boolean> {
  try {
    const { agentNonce, proof } = JSON.parse(answer)
    return proof === (await hmacHex(key, `till-agent proof ${nonce} ${agentNonce} ${port}`))
  } catch {
    // It is no JSON, or none of the agent's.
    return false
  }
}

function bytesOfText(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}

function hexOf(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

function notProven(): Fault {
  return new Fault({
    code: 'AGENT_NOT_PROVEN',
    detail: 'Another program than the till agent listens at its port, or the agent no longer knows this key.',
    remedy: 'Run till-agent doctor, which names the program. If it is the agent, pair this program anew.',
  })
}

/** @throws Fault when the agent itself answered that it refuses */
function readAnswer({ status, headers }: Response, body: string): Answer {
  if (headers.has('Till-Agent-Fault')) throw new Fault(JSON.parse(body))
  const outboxId = status === 202 && headers.get('Location')?.match(/^\/v1\/outbox\/(.+)$/)?.[1]
  const requestId = headers.get('Till-Agent-Request-Id') ?? ''
  return { status, headers, body, requestId, ...(outboxId && { outboxId }) }
}

/** A browser does not tell whether a connection was refused, so there a write may always have happened. */
function connectionFault(thrown: unknown, mayHaveHappened: boolean): Fault {
  const { code } = ((thrown as Error).cause ?? {}) as { code?: string }
  if (code === 'ECONNREFUSED') {
    const detail = 'The till agent does not run on this machine, or listens on another port.'
    return new Fault({ code: 'AGENT_UNREACHABLE', detail, remedy: 'Start the till agent.' })
  }
  return new Fault({
    code: 'AGENT_SILENT',
    detail: 'The till agent broke off, or did not answer in time.',
    remedy: 'Look in the cloud whether it happened before you do it again.',
    mayHaveHappened,
  })
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/**
 * Checks a statement without the agent, on your server: signature (ES256), type, audience and time. Compare purpose, amount
 * and customer yourself (docs/verification.md).
 *
 * @param audience your client's id
 * @returns `undefined` when it is not to be believed
 */
export async function verifyStatement(
  statement: string,
  { keys }: KeySet,
  audience: string,
): Promise<StatementClaims | undefined> {
  const [head = '', payload = '', signature = '', ...more] = statement.split('.')
  const { alg, typ, kid } = objectOf(head)
  const jwk = keys.find((key) => key.kid === kid && key.kty === 'EC')
  if (alg !== 'ES256' || typ !== 'till-agent-statement+jwt' || jwk === undefined || more.length > 0) return undefined
  const curve = { name: 'ECDSA', namedCurve: 'P-256' }
  const key = await crypto.subtle.importKey(
    'jwk',
    { kty: 'EC', crv: 'P-256', x: jwk.x, y: jwk.y } as JsonWebKey,
    curve,
    false,
    ['verify'],
  )
  const signed = bytesOfText(`${head}.${payload}`)
  if (!(await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, bytesOf(signature), signed)))
    return undefined
  const claims = objectOf(payload) as unknown as StatementClaims
  return claims.aud === audience && claims.exp * 1_000 > Date.now() ? claims : undefined
}

/** Empty where it is no base64url, so that no signature is. */
function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(base64url.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

/** Without a member where it is no JSON, or no object. */
function objectOf(base64url: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(new TextDecoder().decode(bytesOf(base64url))) }
  } catch {
    return {}
  }
}
