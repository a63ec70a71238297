import { z } from 'zod'
import { BaseUrl } from '#contract/values.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { randomHex } from '#core/base/random.ts'
import { Secret } from '#core/base/secret.ts'
import type { Http } from '#core/network/controlHttp.ts'
import { CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { CredentialCheck, Scheme } from '#core/scheme/scheme.ts'
import { noResponse, timingOf, unexpectedResponse } from '#schemes/shared/probeResults.ts'
import { AuthEngine, authEngineName, readEngineResponse, type Subject } from './authEngine.ts'
import { beginSession } from './begin.ts'
import { authEngineCodes } from './codes.ts'
import { codeTargetsOf, InHeader, readIdentifier, readRegistration } from './identifier.ts'
import { authEngineAddresses, authEngineRegions } from './regions.ts'
import { CapillaryCustomerSession } from './session.ts'
import { ObservedPolicy } from './signInPolicy.ts'

const Settings = z
  .strictObject({
    /** The Auth Engine's base URL. The upstream's own base URL is the mobile gateway's. */
    authBaseUrl: BaseUrl,
    brand: InHeader,
    /** Of the calls and headers; `mobile` when absent. */
    family: z.enum(['mobile', 'web']).optional(),
    /** Generated once when absent, and stored. Not in the web family. */
    deviceId: InHeader.optional(),
  })
  .refine(({ family, deviceId }) => family !== 'web' || deviceId === undefined, {
    path: ['deviceId'],
    message: 'is of the mobile family: the web family has no device. Leave it out, or set family to mobile',
  })

/** The till has no secret: only customers sign in. */
const Secrets = z.strictObject({})

/** A grant for this route is a grant to sign customers in. Requests through `/via/` to it are denied. */
const signInRoute = { methods: ['POST'], path: '/auth/v1/token/generate' }

/** The customer's own login at Capillary: the Auth Engine, then the mobile gateway (capillary.md 4). */
export const capillaryCustomer: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'capillary-customer',
  settings: Settings,
  secrets: Secrets,
  offers: ['verify'],
  baseUrlName: 'gatewayBaseUrl',
  addressesOf: authEngineAddresses,
  regions: authEngineRegions,

  // A keychain stores no empty text.
  toStoredCredential: () => new Secret('no secret'),

  open({ authBaseUrl, brand, deviceId: givenDeviceId, family = 'mobile' }, _, deps) {
    const policy = new ObservedPolicy(deps.clock)
    const engine = new AuthEngine(deps.http(authBaseUrl), family, policy.observe)
    const sessions = new CustomerSessions(deps)
    let deviceId = givenDeviceId ?? `till-${randomHex(deps.random, 16)}`
    const device = () => (family === 'web' ? { brand } : { brand, deviceId })
    return {
      load: async () => {
        if (family === 'web' || givenDeviceId !== undefined) return
        const stored = (await deps.storage.read())?.reveal()
        if (stored === undefined) await deps.storage.write(new Secret(deviceId))
        else deviceId = stored
      },
      authorise: () => {
        throw new Fault('CUSTOMER_UNKNOWN', 'The request names no customer.', undefined, nameACustomer)
      },
      assess: () => 'pass',
      customers: {
        sessions,
        policy: () => policy.learnt,
        beginSignIn: {
          route: signInRoute,
          start: async (identifier, registration) => {
            const subject = { ...readIdentifier(identifier), ...device() }
            const fields = readRegistration(identifier.type, registration)
            const begun = await beginSession(engine, subject, fields)
            if (!begun) return { outcome: 'unknown-customer' }
            const { sessionId, registeredForPassword } = begun
            const codeTargets = codeTargetsOf(subject, fields)
            return {
              ...{ outcome: 'started', registeredForPassword },
              open: (onSignedOut) =>
                new CapillaryCustomerSession({ engine, subject, sessionId, codeTargets, onSignedOut, ...deps }),
            }
          },
        },
      },
      codes: authEngineCodes({
        ...{ route: signInRoute, engine, sessions },
        // Digits only, with the country code (capillary.md 4.1).
        subjectOf: ({ type, value }) => ({
          ...readIdentifier({ type: type === 'mobile' ? 'MOBILE' : 'EMAIL', value: value.replace(/^\+/, '') }),
          ...device(),
        }),
        open: (subject, sessionId) => new CapillaryCustomerSession({ engine, subject, sessionId, ...deps }),
      }),
      close: () => sessions.close(),
      probe: (http, clock) => probe(engine, device(), http, clock),
    }
  },

  ownsHeader: (header) => header.startsWith('cap-'),
  deniedRoutes: [{ methods: ['*'], path: '/auth/**' }],
  presets: {
    'capillary-customer:sign-in': [signInRoute],
    'capillary-customer:account': [{ methods: ['GET', 'POST'], path: '/v2/api/**' }],
  },
  // In v1.1 these two send or redeem a code; what a brand maps them to is not known.
  hasSideEffect: (path) => /isredeemable|validationcode/i.test(path),
  // A body that is held can be sent again after a customer's token is renewed.
  readsBody: () => 'may',
}

const nameACustomer = 'Sign a customer in at /v1/upstreams/{id}/customers and send the handle as Till-Agent-Customer.'

/** Checks that both hosts respond. Without a customer, nothing can tell whether the brand is right. */
async function probe(
  engine: AuthEngine,
  device: Pick<Subject, 'brand' | 'deviceId'>,
  http: Http,
  clock: Clock,
): Promise<CredentialCheck> {
  const madeUp = { identifierType: 'USERNAME', identifierValue: 'till-agent-probe', ...device }
  const renewal = engine.family === 'web' ? 'expiredToken' : 'key'
  const outcome = await engine.send('token/regenerate', madeUp, { [renewal]: 'till-agent-probe' })
  if (outcome.kind === 'silence') return noResponse(outcome, authEngineName)
  if (!readEngineResponse(outcome)) return unexpectedResponse(outcome, authEngineName, clock)
  const gateway = await http.request({ method: 'GET', path: '/v2/api/customer/get', headers: {} })
  if (gateway.kind === 'silence') return noResponse(gateway, "Capillary's mobile gateway")
  const notice = 'Both hosts answer. The brand is proven when the first customer signs in.'
  return { outcome: 'accepted', identity: { ...timingOf(outcome, clock), notice } }
}
