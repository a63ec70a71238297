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

/** Looks customers up with v1.1 `customer/get`, or with v2 where v1.1 is switched off for the organisation (capillary.md 5.2). */
export function capillaryDirectory(till: TillAuthenticator, http: Http, lock: CustomerLock): CustomerDirectory {
  let isV1Served = true
  const get = async (path: string, customer: string): Promise<{ reply: Reply; response: CustomerResponse }> => {
    const headers = { Accept: 'application/json' }
    const reply = await lock.run(customer, () => callAsTill(till, http, { method: 'GET', path, headers }))
    return { reply, response: readCustomer(reply.status, parseJson(reply.body)) }
  }
  return {
    enrol: (customer) => enrol(till, http, lock, customer),

    async find({ kind, value }) {
      // Capillary keeps numbers with their country code and without the plus.
      const plain = kind === 'mobile' ? value.replace(/^\+/, '') : value
      const { v1, v2 } = parameterNames[kind]
      let found = isV1Served
        ? await get(`/v1.1/customer/get?${queryOf({ format: 'json', [v1]: plain })}`, plain)
        : undefined
      if (found?.response.outcome === 'not-served') isV1Served = false
      if (!isV1Served) {
        if (v2 === undefined) return undefined
        const query = { source: 'INSTORE', identifierName: v2, identifierValue: plain, embed: 'points' }
        found = await get(`/v2/customers/lookup/customerDetails?${queryOf(query)}`, plain)
      }
      if (found?.response.outcome === 'found') return found.response.customer
      if (found && found.response.outcome !== 'not-found') throw unusableReply(found.reply, 'Capillary')
      return undefined
    },
  }
}

function queryOf(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString()
}
