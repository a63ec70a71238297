import { z } from 'zod'
import type { Addressee, Checking, CodeDesk, Sending } from '../core/codeDesk.ts'
import { Fault } from '../core/fault.ts'
import type { Http } from '../core/http.ts'
import { invalid } from '../core/issues.ts'
import { jsonOf, type Reply, retryAfterMs } from './answers.ts'
import { askAsTill, ofNoUse, type Till } from './askAsTill.ts'
import type { CustomerTurns } from './customerTurns.ts'

const cloud = 'Capillary'
const route = { methods: ['POST'], path: '/v2/otp/generate' }

/** Purposes that Capillary has an action for; a code is only good for the action it was made for (capillary.md 5.4). */
const actions: Readonly<Record<string, string>> = {
  points: 'POINTS',
  coupon: 'COUPON',
  registration: 'REGISTRATION',
}

const Sent = z.object({ createdId: z.coerce.number() })
const Checked = z.object({ entity: z.union([z.boolean(), z.stringbool()]) })
const Refused = z.object({ errors: z.array(z.object({ code: z.coerce.number() })).min(1) })

const quotaReached = 429
/** With another request for the same customer (capillary.md 6.3). */
const busy = 521
/** It cannot be told apart from a number that nobody has registered. */
const unknownCustomer = new Set([604, 8015, 8013, 8089, 816, 1011, 1012])
const wrongCode = new Set([604, 605, 876, 9001])
const malformed = new Set([602, 8056])

/** The till's own one-time codes: Capillary makes them, sends them and checks them (capillary.md 5.4). */
export function capillaryCodes(till: Till, http: Http, turns: CustomerTurns): CodeDesk {
  const post = (path: string, body: { entityValue: string } & Record<string, string>) =>
    turns.ask(body.entityValue, () =>
      askAsTill(till, http, {
        method: 'POST',
        path,
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(body),
      }),
    )

  return {
    route,

    async send(addressee, purpose) {
      try {
        return sendingIn(await post('/v2/otp/generate', named(addressee, purpose)))
      } catch (thrown) {
        const isUnsure = thrown instanceof Fault && thrown.code === 'OUTCOME_UNKNOWN'
        if (isUnsure) return { outcome: 'unsure', progress: undefined }
        throw thrown
      }
    },

    async check(addressee, purpose, _, code) {
      return checkingIn(await post('/v2/otp/validate', { ...named(addressee, purpose), code: code.reveal() }))
    },
  }
}

/** A mobile goes without its plus, as the samples have it (capillary.md 5.2). */
function named({ type, value }: Addressee, purpose: string | undefined) {
  const entityType = type === 'mobile' ? 'MOBILE' : 'EMAIL'
  return { entityType, entityValue: value.replace(/^\+/, ''), action: actions[purpose ?? ''] ?? 'GENERIC' }
}

/** @throws Fault `INVALID_INPUT` · `UPSTREAM_NOT_READY` · `UPSTREAM_ANSWER_INVALID` */
function sendingIn(reply: Reply): Sending {
  const said = jsonOf(reply.body)
  const code = codeIn(said)
  if (code === undefined && reply.status < 400 && Sent.safeParse(said).success)
    return { outcome: 'sent', progress: undefined }
  if (code === quotaReached || reply.status === quotaReached) return quota(reply)
  if (code !== undefined && unknownCustomer.has(code)) return { outcome: 'unknown-customer', progress: undefined }
  if (code !== undefined && malformed.has(code))
    throw invalid([{ path: 'identifier.value', message: 'is none that Capillary takes' }])
  if (code === undefined) throw ofNoUse(reply, cloud)
  throw unable(code, reply)
}

/** @throws as `sendingIn` */
function checkingIn(reply: Reply): Checking {
  const said = jsonOf(reply.body)
  const checked = Checked.safeParse(said).data
  if (checked) return { outcome: checked.entity ? 'right' : 'wrong' }
  const code = codeIn(said)
  // Its own count of tries ran out: more would only be refused (capillary.md 5.4).
  if (code === quotaReached || reply.status === quotaReached) return { outcome: 'tries-used-up' }
  if (code !== undefined && (wrongCode.has(code) || unknownCustomer.has(code))) return { outcome: 'wrong' }
  if (code === undefined) throw ofNoUse(reply, cloud)
  throw unable(code, reply)
}

function codeIn(said: unknown): number | undefined {
  return Refused.safeParse(said).data?.errors[0]?.code
}

function quota(reply: Reply): Sending {
  const waitMs = retryAfterMs(reply)
  return { outcome: 'quota-used-up', retryAfterSeconds: waitMs === undefined ? undefined : Math.ceil(waitMs / 1_000) }
}

function unable(code: number, reply: Reply): Fault {
  if (code === busy) return ofNoUse({ ...reply, status: busy }, cloud)
  return new Fault(
    'UPSTREAM_NOT_READY',
    `Capillary could not send or check a code (${code}).`,
    { retryAfterSeconds: 60 },
    'Ask head office whether one-time codes are set up for this organisation and till: permission, channel and template.',
  )
}
