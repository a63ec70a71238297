import type { CapillaryState } from '#simulator/capillary/state.ts'
import type { Cloud, RefusalKind, RequestHead } from '#simulator/shared/cloud.ts'
import { fieldsOf, parseJson } from '#simulator/shared/json.ts'
import { type CloudResponse, withRetryAfter } from '#simulator/shared/response.ts'
import { type CloudRequest, type Handler, Router } from '#simulator/shared/router.ts'
import type { Passwords } from './accounts.ts'
import { type AuthEngineAssumptions, defaultAuthEngineAssumptions } from './assumptions.ts'
import { type BrandSetting, demoBrand } from './brands.ts'
import { checkOtp, sendOtp } from './calls/otp.ts'
import { changePassword, checkPassword, forgetPassword } from './calls/password.ts'
import { startSession } from './calls/session.ts'
import { changeIdentifier, expireToken, renewToken } from './calls/token.ts'
import { gateway } from './gateway.ts'
import { type AuthRequest, type Channel, readAuthRequest, readIdentityType } from './request.ts'
import { AuthEngineState } from './state.ts'
import { failed, Refused } from './status.ts'

export interface AuthEngineOptions {
  /** Default: `demoBrand`. */
  brands?: readonly BrandSetting[]
  /** Default: `demoPasswords`. */
  passwords?: Passwords
  assumptions?: Partial<AuthEngineAssumptions>
}

/** Asha, the first demo customer, has a password; the others have none. */
export const demoPasswords: Passwords = { '919999999993': 'demo-password-1' }

/** The login of customers, and the mobile gateway that takes their tokens (capillary.md 4). */
export function createAuthEngine(options: AuthEngineOptions, capillary: CapillaryState): Cloud {
  const { brands = [demoBrand], passwords = demoPasswords } = options
  const assumptions = { ...defaultAuthEngineAssumptions, ...options.assumptions }
  const state = new AuthEngineState(capillary, brands, passwords, assumptions)
  const router = new Router({
    ...handlers(state),
    'GET /mobile/v2/api/{rest}': (request) => gateway(request, state),
    'POST /mobile/v2/api/{rest}': (request) => gateway(request, state),
  })
  return {
    name: 'auth engine',
    traceHeader: capillary.assumptions.requestIdHeader,
    owns: (path) => path.startsWith('/auth/v1/') || path.startsWith('/mobile/'),
    endpointOf: ({ method, path }) => {
      const endpoint = router.endpointOf(method, path)
      return endpoint?.endsWith('{rest}') ? `${method} ${path}` : endpoint
    },
    hasSecretBody: (path) => path.startsWith('/auth/v1/'),
    receive: (head) => ({
      note: tokenNote(head, state),
      till: undefined,
      respond: async (body, delay) => {
        await delay()
        return router.handle(head, body, (miss) =>
          miss === 'unknown path' ? failed(404, 404, 'Resource not found') : failed(405, 405, 'Method not allowed'),
        )
      },
    }),
    refuse: (kind) => standardRefusal(kind, state),
    refuseWith: (code) => failed(state.assumptions.failureStatus, code),
    expireTokens: (scope) =>
      state.tokens.expire(scope === 'access tokens' ? ['VIEW', 'USER'] : ['VIEW', 'USER', 'AUTH'], state.now()),
    reset: () => state.reset(),
  }
}

type AuthCall = (request: AuthRequest, state: AuthEngineState) => CloudResponse

/** Calls of every channel, by the end of their path. */
const callsOfEveryChannel: Record<string, AuthCall> = {
  'token/generate': startSession,
  'token/regenerate': renewToken,
  'otp/generate': sendOtp,
  'otp/validate': checkOtp,
  'password/validate': checkPassword,
  'password/change': changePassword,
  'password/forget': forgetPassword,
}

/** MFA calls answer like those of the first factor; only their paths are documented (capillary.md 4.2). ASSUMED */
function handlers(state: AuthEngineState): Record<string, Handler> {
  const channels: Array<[string, Channel]> = [
    ['/auth/v1/', 'mobile'],
    ['/auth/v1/web/', 'web'],
    ['/auth/v1/mfa/', 'mfa'],
  ]
  const common = channels.flatMap(([prefix, channel]) =>
    Object.entries(callsOfEveryChannel).map(
      ([name, call]) => [`POST ${prefix}${name}`, handlerOf(call, channel, state)] as const,
    ),
  )
  return {
    ...Object.fromEntries(common),
    'POST /auth/v1/user/updateIdentifierValue': handlerOf(changeIdentifier, 'mobile', state),
    'DELETE /auth/v1/mfa/token/expire': handlerOf(expireToken, 'mfa', state),
  }
}

/** Reads the request, makes the call and turns a thrown `Refused` into its response. */
function handlerOf(call: AuthCall, channel: Channel, state: AuthEngineState): Handler {
  return ({ body }: CloudRequest) => {
    const fields = fieldsOf(parseJson(body))
    const isUnknownType = readIdentityType(channel, fields.identifierType) === undefined
    if (isUnknownType && state.assumptions.badIdentifierType === 'a sentence') {
      return {
        status: 400,
        body: 'Can not deserialize value of type IdentifierType',
        headers: { 'Content-Type': 'text/plain' },
      }
    }
    try {
      return call(readAuthRequest(channel, fields), state)
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      return failed(state.assumptions.failureStatus, thrown.code)
    }
  }
}

function tokenNote({ headers }: RequestHead, state: AuthEngineState): string {
  const text = headers.cap_authorization?.toString()
  if (text === undefined) return 'none needed'
  const token = state.tokens.find(text)
  if (token === undefined) return 'token unknown'
  return token.expiresAt <= state.now() ? `${token.role} token expired` : `${token.role} token ok`
}

/** Only the codes of capillary.md 4.5 are documented; the rest is ASSUMED. */
function standardRefusal(kind: RefusalKind, state: AuthEngineState): CloudResponse {
  const { status, code, expiredCode } = state.assumptions.gatewayRefusal
  switch (kind) {
    case '401':
      return failed(status, code, 'Unauthorized')
    case '403':
      return failed(403, 403, 'Forbidden')
    case '413':
      return failed(413, 413, 'Request body is too large')
    case '429':
      return withRetryAfter(state.capillary.assumptions.retryAfterSeconds, failed(429, 429, 'Too many requests'))
    case '498':
      return failed(status, expiredCode)
    case '503':
      return failed(503, 503, 'Service unavailable')
    case '521 once':
      return failed(
        state.capillary.assumptions.busyStatus,
        521,
        'Another request for the same customer is being processed',
      )
  }
}
