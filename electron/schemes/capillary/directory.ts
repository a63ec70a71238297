import type { Clock } from '#core/base/clock.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { CustomerDirectory, DirectoryQuery } from '#core/scheme/customerDirectory.ts'
import { callAsTill, type TillAuthenticator, unusableReply } from '#schemes/shared/authenticatedCall.ts'
import type { Reply } from '#schemes/shared/probeResults.ts'
import { type CustomerResponse, readCustomer } from './customerBody.ts'
import type { CustomerLock } from './customerLock.ts'
import { enrol } from './enrolment.ts'

/** The names of one kind of identifier in the two API versions (capillary.md 5.2). */
const parameterNames: Record<DirectoryQuery['kind'], { v1: string; v2?: string }> = {
  mobile: { v1: 'mobile', v2: 'mobile' },
  email: { v1: 'email', v2: 'email' },
  card: { v1: 'card_number', v2: 'cardnumber' },
  'card-external-id': { v1: 'card_external_id', v2: 'cardExternalId' },
  'external-id': { v1: 'external_id', v2: 'externalId' },
  'user-id': { v1: 'id' },
}

/** How long v2 alone is asked where it serves and v1.1 does not: one 404 may be that of anything on the way. */
const v2AloneMs = 3_600_000

/** Looks customers up with v1.1 `customer/get`, or with v2 where v1.1 is switched off for the organisation (capillary.md 5.2). */
export function capillaryDirectory(
  till: TillAuthenticator,
  http: Http,
  lock: CustomerLock,
  clock: Pick<Clock, 'monotonicMs'>,
): CustomerDirectory {
  let v1AskedFromMs = Number.NEGATIVE_INFINITY
  const get = async (path: string, customer: string): Promise<{ reply: Reply; response: CustomerResponse }> => {
    const headers = { Accept: 'application/json' }
    const reply = await lock.run(customer, () => callAsTill(till, http, { method: 'GET', path, headers }))
    return { reply, response: readCustomer(reply.status, parseJson(reply.body)) }
  }
  const getByV1 = (name: string, value: string) =>
    get(`/v1.1/customer/get?${queryOf({ format: 'json', [name]: value })}`, value)
  const getByV2 = (name: string, value: string) => {
    const query = { source: 'INSTORE', identifierName: name, identifierValue: value, embed: 'points' }
    return get(`/v2/customers/lookup/customerDetails?${queryOf(query)}`, value)
  }
  const getByEither = async ({ v1, v2 }: { v1: string; v2: string }, value: string) => {
    const first = clock.monotonicMs() >= v1AskedFromMs ? await getByV1(v1, value) : undefined
    if (first && first.response.outcome !== 'not-served') return first
    const found = await getByV2(v2, value)
    const isServed = found.response.outcome === 'found' || found.response.outcome === 'not-found'
    if (first && isServed) v1AskedFromMs = clock.monotonicMs() + v2AloneMs
    return found
  }
  return {
    enrol: (customer) => enrol(till, http, lock, customer),

    async find({ kind, value }) {
      // Capillary keeps numbers with their country code and without the plus.
      const plain = kind === 'mobile' ? value.replace(/^\+/, '') : value
      const { v1, v2 } = parameterNames[kind]
      const { reply, response } = await (v2 === undefined ? getByV1(v1, plain) : getByEither({ v1, v2 }, plain))
      if (response.outcome === 'found') return response.customer
      const isUnknown = response.outcome === 'not-found' || (v2 === undefined && response.outcome === 'not-served')
      if (!isUnknown) throw unusableReply(reply, 'Capillary')
      return undefined
    },
  }
}

function queryOf(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString()
}
