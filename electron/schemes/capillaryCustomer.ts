import { z } from 'zod'
import { BaseUrl } from '../contract/values.ts'
import type { Clock } from '../core/clock.ts'
import { CustomerBook } from '../core/customerBook.ts'
import type { Identifier, Started } from '../core/customerDesk.ts'
import { Fault } from '../core/fault.ts'
import type { Http } from '../core/http.ts'
import { invalid } from '../core/issues.ts'
import type { Proof, Scheme } from '../core/scheme.ts'
import { Secret } from '../core/secret.ts'
import { metIn, oddProof, silentProof } from './answers.ts'
import { AuthEngine, answerIn, authEngineName, type Subject } from './authEngine.ts'
import { authEngineCodes } from './authEngineCodes.ts'
import { outcomeOf } from './capillaryCustomerCodes.ts'
import { CapillaryCustomerSession } from './capillaryCustomerSession.ts'

const InHeader = z.string().regex(/^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/, 'must be plain ASCII without blanks at the ends')

const Settings = z.strictObject({
  /** Of the Auth Engine; the base URL is the mobile gateway's. */
  authBaseUrl: BaseUrl,
  brand: InHeader,
  /** Made up once when left out. */
  deviceId: InHeader.optional(),
})

/** The till has none: whoever signs in is the customer. */
const Secrets = z.strictObject({})

/** Stands for signing customers in, in grants; through `/via/` nobody gets there. */
const signInRoute = { methods: ['POST'], path: '/auth/v1/token/generate' }

/** The customer's own login at Capillary: Auth Engine, then mobile gateway (capillary.md 4). */
export const capillaryCustomer: Scheme<z.infer<typeof Settings>, z.infer<typeof Secrets>> = {
  id: 'capillary-customer',
  settings: Settings,
  secrets: Secrets,
  offers: ['verify'],
  baseUrlName: 'gatewayBaseUrl',

  // Keychains keep no empty text.
  seal: () => new Secret('no secret'),

  open({ authBaseUrl, brand, deviceId: given }, _, ports) {
    const engine = new AuthEngine(ports.http(authBaseUrl))
    const book = new CustomerBook(ports)
    let deviceId = given ?? madeUp(ports.random.bytes(16))
    return {
      restore: async () => {
        if (given !== undefined) return
        const kept = (await ports.memory.read())?.reveal()
        if (kept === undefined) await ports.memory.write(new Secret(deviceId))
        else deviceId = kept
      },
      authorise: () => {
        throw new Fault('CUSTOMER_UNKNOWN', 'The request names no customer.', undefined, nameOne)
      },
      judge: () => 'pass',
      customers: {
        book,
        begin: {
          route: signInRoute,
          start: async ({ type, value }) => {
            const subject = { ...checked({ type, value }), brand, deviceId }
            return startWith(subject, engine, (session, forget) => {
              return new CapillaryCustomerSession(engine, subject, session, ports, forget)
            })
          },
        },
      },
      codes: authEngineCodes({
        ...{ route: signInRoute, engine, book },
        // Digits only, with the country code (capillary.md 4.1).
        subjectOf: ({ type, value }) => ({
          ...checked({ type: type === 'mobile' ? 'MOBILE' : 'EMAIL', value: value.replace(/^\+/, '') }),
          ...{ brand, deviceId },
        }),
        open: (subject, sessionId) => new CapillaryCustomerSession(engine, subject, sessionId, ports),
      }),
      close: () => book.close(),
      probe: (http, clock) => probe(engine, { brand, deviceId }, http, clock),
    }
  },

  owns: (header) => header.startsWith('cap-'),
  denied: [{ methods: ['*'], path: '/auth/**' }],
  presets: {
    'capillary-customer:sign-in': [signInRoute],
    'capillary-customer:account': [{ methods: ['GET', 'POST'], path: '/v2/api/**' }],
  },
  // Whatever the brand maps them to, these two names send or spend a code in v1.1.
  hasEffect: (path) => /isredeemable|validationcode/i.test(path),
  // Held where it is short, a body can be sent again when a customer's token has run out.
  readsBody: () => 'may',
}

const nameOne = 'Sign a customer in at /v1/upstreams/{id}/customers and send the handle as Till-Agent-Customer.'

function madeUp(bytes: Uint8Array): string {
  return `till-${Buffer.from(bytes).toString('hex')}`
}

/** @throws Fault `INVALID_INPUT` for what could not stand in a header, or is no number as Capillary writes it */
function checked({ type, value }: Identifier): Pick<Subject, 'identifierType' | 'identifierValue'> {
  const wrong = (message: string) => invalid([{ path: 'identifierValue', message }])
  if (type === 'MOBILE' && !/^\d{7,15}$/.test(value))
    throw wrong('must be a mobile number in digits, with its country code and no plus')
  if (!InHeader.safeParse(value).success) throw wrong('must be plain ASCII without blanks at the ends')
  return { identifierType: type, identifierValue: value }
}

async function startWith(
  subject: Subject,
  engine: AuthEngine,
  make: (sessionId: string, forget: () => void) => CapillaryCustomerSession,
): Promise<Started> {
  const { status, user } = await engine.ask('token/generate', subject)
  const sessionId = user?.sessionId
  if (status.code === 200 && sessionId)
    return {
      outcome: 'started',
      make: (forget) => make(sessionId, forget),
      registeredForPassword: user.userRegisteredForPassword ?? false,
    }
  if (status.code !== 200 && outcomeOf(status.code) === 'unknown-customer') return { outcome: 'unknown-customer' }
  const reason = status.code === 200 ? 'no session' : `code ${status.code}`
  throw new Fault('UPSTREAM_ANSWER_INVALID', `${authEngineName} began no session: ${reason}.`, { reason })
}

/** Both hosts answer; a customer is nobody's to make up, so the brand is proven by the first who signs in. */
async function probe(engine: AuthEngine, who: Omit<Subject, keyof Identity>, http: Http, clock: Clock): Promise<Proof> {
  const nobody = { identifierType: 'USERNAME', identifierValue: 'till-agent-probe', ...who }
  const outcome = await engine.send('token/regenerate', nobody, { key: 'till-agent-probe' })
  if (outcome.kind === 'silence') return silentProof(outcome, authEngineName)
  if (!answerIn(outcome)) return oddProof(outcome, authEngineName, clock)
  const gateway = await http.request({ method: 'GET', path: '/v2/api/customer/get', headers: {} })
  if (gateway.kind === 'silence') return silentProof(gateway, "Capillary's mobile gateway")
  const notice = 'Both hosts answer. The brand is proven when the first customer signs in.'
  return { outcome: 'accepted', identity: { ...metIn(outcome, clock), notice } }
}

type Identity = Pick<Subject, 'identifierType' | 'identifierValue'>
