import type { Answer } from '../answer.ts'
import type { Arrival, Cloud, Trouble } from '../cloud.ts'
import { fieldsOf, jsonIn } from '../json.ts'
import { type Act, Paths, type Request } from '../paths.ts'
import { withRetryAfter } from '../refusal.ts'
import type { World } from '../world.ts'
import type { Passwords } from './accounts.ts'
import { type Ask, type Channel, readAsk, readIdentityType } from './ask.ts'
import { type AuthEngineAssumptions, defaultAuthEngineAssumptions } from './assumptions.ts'
import { type BrandSetting, demoBrand } from './brands.ts'
import { checkOtp, sendOtp } from './calls/otp.ts'
import { changePassword, checkPassword, forgetPassword } from './calls/password.ts'
import { startSession } from './calls/session.ts'
import { changeIdentifier, expireToken, renewToken } from './calls/token.ts'
import { Engine } from './engine.ts'
import { gateway } from './gateway.ts'
import { failed, Refused } from './status.ts'

export interface AuthEngineOptions {
  /** Default: `demoBrand`. */
  brands?: readonly BrandSetting[]
  /** Default: `demoPasswords`. */
  passwords?: Passwords
  assumptions?: Partial<AuthEngineAssumptions>
}

/** Asha of the cast has a password, nobody else. */
export const demoPasswords: Passwords = { '919999999993': 'demo-password-1' }

/** The customer's own login, and the gateway its token opens (capillary.md 4). */
export function createAuthEngine(options: AuthEngineOptions, world: World): Cloud {
  const { brands = [demoBrand], passwords = demoPasswords } = options
  const engine = new Engine(world, brands, passwords, { ...defaultAuthEngineAssumptions, ...options.assumptions })
  const paths = new Paths({
    ...calls(engine),
    'GET /mobile/v2/api/{rest}': (request) => gateway(request, engine),
    'POST /mobile/v2/api/{rest}': (request) => gateway(request, engine),
  })
  return {
    name: 'auth engine',
    traceHeader: world.assumptions.requestIdHeader,
    has: (path) => path.startsWith('/auth/v1/') || path.startsWith('/mobile/'),
    endpointOf: ({ method, path }) => {
      const endpoint = paths.endpointOf(method, path)
      return endpoint?.endsWith('{rest}') ? `${method} ${path}` : endpoint
    },
    hasSecretBody: (path) => path.startsWith('/auth/v1/'),
    visit: (arrival) => ({
      note: note(arrival, engine),
      till: undefined,
      answer: async (body, think) => {
        await think()
        return paths.act(arrival, body, (reason) =>
          reason === 'no such path' ? failed(404, 404, 'Resource not found') : failed(405, 405, 'Method not allowed'),
        )
      },
    }),
    refuse: (trouble) => inTrouble(trouble, engine),
    refuseWith: (code) => failed(engine.assumptions.failureStatus, code),
    expireTokens: (expiry) =>
      engine.passes.expire(expiry === 'access tokens' ? ['VIEW', 'USER'] : ['VIEW', 'USER', 'AUTH'], engine.now()),
    reset: () => engine.reset(),
  }
}

type Step = (ask: Ask, engine: Engine) => Answer

const everywhere: Record<string, Step> = {
  'token/generate': startSession,
  'token/regenerate': renewToken,
  'otp/generate': sendOtp,
  'otp/validate': checkOtp,
  'password/validate': checkPassword,
  'password/change': changePassword,
  'password/forget': forgetPassword,
}

/** MFA answers as the first factor does: the reference has its paths only (capillary.md 4.2). ASSUMED */
function calls(engine: Engine): Record<string, Act> {
  const families: Array<[string, Channel]> = [
    ['/auth/v1/', 'mobile'],
    ['/auth/v1/web/', 'web'],
    ['/auth/v1/mfa/', 'mfa'],
  ]
  const steps = families.flatMap(([prefix, channel]) =>
    Object.entries(everywhere).map(([name, step]) => [`POST ${prefix}${name}`, acting(step, channel, engine)] as const),
  )
  return {
    ...Object.fromEntries(steps),
    'POST /auth/v1/user/updateIdentifierValue': acting(changeIdentifier, 'mobile', engine),
    'DELETE /auth/v1/mfa/token/expire': acting(expireToken, 'mfa', engine),
  }
}

function acting(step: Step, channel: Channel, engine: Engine): Act {
  return ({ body }: Request) => {
    const fields = fieldsOf(jsonIn(body))
    const unknownType = readIdentityType(channel, fields.identifierType) === undefined
    if (unknownType && engine.assumptions.badIdentifierType === 'a sentence') {
      return {
        status: 400,
        body: 'Can not deserialize value of type IdentifierType',
        headers: { 'Content-Type': 'text/plain' },
      }
    }
    try {
      return step(readAsk(channel, fields), engine)
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      return failed(engine.assumptions.failureStatus, thrown.code)
    }
  }
}

function note({ headers }: Arrival, engine: Engine): string {
  const token = headers.cap_authorization?.toString()
  if (token === undefined) return 'none needed'
  const pass = engine.passes.look(token)
  if (pass === undefined) return 'token unknown'
  return pass.expiresAt <= engine.now() ? `${pass.role} token expired` : `${pass.role} token ok`
}

/** ASSUMED: only the codes of capillary.md 4.5 are documented. */
function inTrouble(trouble: Trouble, engine: Engine): Answer {
  const { status, code, expiredCode } = engine.assumptions.gatewayRefusal
  switch (trouble) {
    case '401':
      return failed(status, code, 'Unauthorized')
    case '403':
      return failed(403, 403, 'Forbidden')
    case '413':
      return failed(413, 413, 'Request body is too large')
    case '429':
      return withRetryAfter(engine.world.assumptions, failed(429, 429, 'Too many requests'))
    case '498':
      return failed(status, expiredCode)
    case '503':
      return failed(503, 503, 'Service unavailable')
    case '521 once':
      return failed(
        engine.world.assumptions.busyStatus,
        521,
        'Another request for the same customer is being processed',
      )
  }
}
