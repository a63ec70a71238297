import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { Http } from '#core/network/controlHttp.ts'
import { retryAfterSeconds } from '#core/pacing/retryAfter.ts'
import type { CheckResult, CodeProvider, Recipient, SendResult } from '#core/scheme/codeProvider.ts'
import {
  callAsTill,
  type TillAuthenticator,
  unusableReply,
  unusableWriteReply,
} from '#schemes/shared/authenticatedCall.ts'
import { type Reply, retryAfterMs } from '#schemes/shared/probeResults.ts'
import type { CustomerLock } from './customerLock.ts'

const cloud = 'Capillary'
const route = { methods: ['POST'], path: '/v2/otp/generate' }

/** The purposes that Capillary has an action for. A code is only valid for the action it was made for (capillary.md 5.4). */
const actions: ReadonlyMap<string, string> = new Map([
  ['points', 'POINTS'],
  ['coupon', 'COUPON'],
  ['registration', 'REGISTRATION'],
])

const Sent = z.object({ createdId: z.coerce.number() })
const Checked = z.object({ entity: z.union([z.boolean(), z.stringbool()]) })
const Refused = z.object({ errors: z.array(z.object({ code: z.coerce.number() })).min(1) })

const quotaReached = 429
/** Another request for the same customer was in progress (capillary.md 6.3). */
const busy = 521
/** Some of these also stand for a malformed number: Capillary does not tell the two apart. */
const unknownCustomer = new Set([604, 8015, 8013, 8089, 816, 1011, 1012])
const wrongCode = new Set([604, 605, 876, 9001])
const malformed = new Set([602, 8056])

/** Has Capillary make, send and check one-time codes (capillary.md 5.4). */
export function capillaryCodes(till: TillAuthenticator, http: Http, lock: CustomerLock): CodeProvider {
  const post = (path: string, body: { entityValue: string } & Record<string, string>) =>
    lock.run(body.entityValue, () =>
      callAsTill(till, http, {
        method: 'POST',
        path,
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify(body),
      }),
    )

  return {
    route,

    async send(recipient, purpose) {
      try {
        return sendResultOf(await post('/v2/otp/generate', subjectOf(recipient, purpose)))
      } catch (thrown) {
        const isUnsure = thrown instanceof Fault && thrown.code === 'OUTCOME_UNKNOWN'
        if (isUnsure) return { outcome: 'unsure', progress: undefined }
        throw thrown
      }
    },

    async check(recipient, purpose, _, code) {
      return checkResultOf(await post('/v2/otp/validate', { ...subjectOf(recipient, purpose), code: code.reveal() }))
    },
  }
}

/** The fields that both calls share. A mobile number goes without its plus, as in the samples (capillary.md 5.2). */
function subjectOf({ type, value }: Recipient, purpose: string | undefined) {
  const entityType = type === 'mobile' ? 'MOBILE' : 'EMAIL'
  return { entityType, entityValue: value.replace(/^\+/, ''), action: actions.get(purpose ?? '') ?? 'GENERIC' }
}

/** @throws Fault `INVALID_INPUT` · `UPSTREAM_NOT_READY` · `UPSTREAM_BUSY` · `UPSTREAM_ANSWER_INVALID` · `OUTCOME_UNKNOWN` */
function sendResultOf(reply: Reply): SendResult {
  const body = parseJson(reply.body)
  const code = errorCodeIn(body)
  if (code === undefined && reply.status < 400 && Sent.safeParse(body).success)
    return { outcome: 'sent', progress: undefined }
  if (code === quotaReached || reply.status === quotaReached) return quotaUsedUp(reply)
  if (code !== undefined && unknownCustomer.has(code)) return { outcome: 'unknown-customer', progress: undefined }
  if (code !== undefined && malformed.has(code))
    throw invalid([{ path: 'identifier.value', message: 'is none that Capillary takes' }])
  if (code === undefined) throw unusableWriteReply(reply, cloud)
  throw codeFault(code, reply)
}

/** @throws as `sendResultOf` */
function checkResultOf(reply: Reply): CheckResult {
  const body = parseJson(reply.body)
  const checked = Checked.safeParse(body).data
  if (checked) return { outcome: checked.entity ? 'right' : 'wrong' }
  const code = errorCodeIn(body)
  // Capillary counts attempts itself and refuses any more (capillary.md 5.4). A bare 429 may be any limit, and decides nothing.
  if (code === quotaReached) return { outcome: 'tries-used-up' }
  if (code !== undefined && (wrongCode.has(code) || unknownCustomer.has(code))) return { outcome: 'wrong' }
  if (code === undefined) throw unusableWriteReply(reply, cloud)
  throw codeFault(code, reply)
}

function errorCodeIn(body: unknown): number | undefined {
  return Refused.safeParse(body).data?.errors[0]?.code
}

function quotaUsedUp(reply: Reply): SendResult {
  const waitMs = retryAfterMs(reply)
  return { outcome: 'quota-used-up', retryAfterSeconds: waitMs === undefined ? undefined : retryAfterSeconds(waitMs) }
}

function codeFault(code: number, reply: Reply): Fault {
  if (code === busy) return unusableReply({ ...reply, status: busy }, cloud)
  return new Fault(
    'UPSTREAM_NOT_READY',
    `Capillary could not send or check a code (${code}).`,
    { retryAfterSeconds: 60 },
    'Ask head office whether one-time codes are set up for this organisation and till: permission, channel and template.',
  )
}
