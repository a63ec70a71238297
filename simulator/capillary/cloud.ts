import type { Cloud, RefusalKind, RequestHead } from '#simulator/shared/cloud.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import { type Call, familyOf } from './call.ts'
import type { Authentication } from './credentials.ts'
import { customersIn } from './customerLocks.ts'
import { customerBusy, noAccess, refusal, tokenRefused, tooManyRequests, wrongCredential } from './refusal.ts'
import { endpointOf, handle, openHandlerOf } from './routes.ts'
import { type CapillaryState, resetCapillary } from './state.ts'

/** Capillary's till APIs (capillary.md 2, 3 and 5). They own every path that no other cloud owns. */
export function createCapillary(state: CapillaryState): Cloud {
  const { assumptions } = state
  return {
    name: 'capillary',
    traceHeader: assumptions.requestIdHeader,
    owns: () => true,
    endpointOf: ({ method, path }) => endpointOf(method, withoutSuffix(path)),
    hasSecretBody: (path) => path.startsWith('/v3/oauth/'),
    receive: (head) => {
      const authentication = state.authenticator.authenticate(head.headers, state.now())
      return {
        note: authentication.note,
        till: authentication.outcome === 'accepted' ? authentication.till.name : undefined,
        respond: (body, delay) => respond(head, body, authentication, state, delay),
      }
    },
    refuse: (kind, { path }) => refuse(kind, path, state),
    refuseWith: (code, { path }) => {
      const family = familyOf(path)
      const status = family === 'v1.1' ? assumptions.v11FailureStatus : assumptions.v2FailureStatus
      return refusal(assumptions, family, status, code, 'As scripted')
    },
    expireTokens: () => state.tokens.expireAll(state.now()),
    reset: () => resetCapillary(state),
  }
}

async function respond(
  head: RequestHead,
  body: Buffer,
  authentication: Authentication,
  state: CapillaryState,
  delay: () => Promise<void>,
): Promise<CloudResponse> {
  const { assumptions } = state
  const call = readCall(head, body)
  const family = familyOf(head.path)
  if ('refused' in call) return refusal(assumptions, family, 400, 400, call.refused)
  const release = authentication.outcome === 'accepted' ? lockCustomers(call, state) : () => {}
  if (release === undefined) return customerBusy(assumptions, family)
  try {
    await delay()
    return responseTo(call, authentication, state)
  } finally {
    release()
  }
}

/** Returns the release; `undefined` when another request holds one of the customers. */
function lockCustomers(call: Call, state: CapillaryState): (() => void) | undefined {
  if (state.assumptions.simultaneousRequests === 'allow') return () => {}
  return state.customerLocks.acquire(customersIn(call, state.customers))
}

function responseTo(call: Call, authentication: Authentication, state: CapillaryState): CloudResponse {
  const { assumptions } = state
  const openHandler = openHandlerOf(call)
  if (openHandler !== undefined) return openHandler(call, state)
  const family = familyOf(call.path)
  switch (authentication.outcome) {
    case 'accepted':
      return handle({ ...call, till: authentication.till }, state)
    case 'refused':
      return wrongCredential(assumptions, family)
    case 'token refused':
      return tokenRefused(assumptions, family, authentication.code, authentication.at)
    case 'no such till':
      return refusal(assumptions, family, assumptions.badAttributionStatus, 91021, 'Invalid attribution till')
  }
}

function readCall({ method, path, query, headers }: RequestHead, body: Buffer): Call | { refused: string } {
  const xml = /\bxml\b/.test(headers['content-type'] ?? '') || query.get('format') === 'xml' || path.endsWith('.xml')
  if (xml) return { refused: 'The simulator speaks JSON only' }
  const call = { method, path: withoutSuffix(path), query, headers }
  if (body.length === 0) return { ...call, body: undefined }
  try {
    return { ...call, body: JSON.parse(body.toString('utf8')) as unknown }
  } catch {
    return { refused: 'Bad input: the body is not JSON' }
  }
}

/** v1.1 accepts `store/login.json` for `store/login`. */
function withoutSuffix(path: string): string {
  return familyOf(path) === 'v1.1' ? path.replace(/\.json$/, '') : path
}

function refuse(kind: RefusalKind, path: string, state: CapillaryState): CloudResponse {
  const { assumptions } = state
  const family = familyOf(path)
  switch (kind) {
    case '401':
      return wrongCredential(assumptions, family)
    case '403':
      return noAccess(assumptions, family, 4000)
    case '413':
      return refusal(assumptions, family, 413, 413, 'Request body is too large')
    case '429':
      return tooManyRequests(assumptions, family)
    case '498':
      return tokenRefused(assumptions, family, 498, state.now())
    case '503':
      return noAccess(assumptions, family, 4001)
    case '521 once':
      return customerBusy(assumptions, family)
  }
}
