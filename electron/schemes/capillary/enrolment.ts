import { z } from 'zod'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { NewCustomer } from '#core/scheme/customerDirectory.ts'
import { callAsTill, type TillAuthenticator, unusableWriteReply } from '#schemes/shared/authenticatedCall.ts'
import type { CustomerLock } from './customerLock.ts'

const Item = z.object({ item_status: z.object({ code: z.coerce.number() }) })
const Added = z.object({
  customers: z.object({ customer: z.union([z.array(Item), Item.transform((only) => [only])]) }),
})
/** Some samples have no wrapper (capillary.md 5.1). */
const Body = z.union([z.object({ response: Added }).transform(({ response }) => response), Added])

const done = 1000
/** Of the number, the address or the external id (capillary.md 5.3). */
const malformed = new Set([1001, 1002, 1003])
const taken = new Set([1014, 1016, 1032, 1033])

/**
 * Adds a customer with v1.1 `customer/add`. A known identifier is updated there, so a repeat is harmless (capillary.md 5.3).
 *
 * @throws Fault `INVALID_INPUT` · `CUSTOMER_NOT_ENROLLED` · the upstream's; `OUTCOME_UNKNOWN` where no reply of Capillary's own came
 */
export async function enrol(till: TillAuthenticator, http: Http, lock: CustomerLock, who: NewCustomer): Promise<void> {
  const { firstName, lastName, mobile, email } = who
  // Capillary keeps numbers with their country code and without the plus.
  const number = mobile?.replace(/^\+/, '')
  const customer = {
    ...(number !== undefined && { mobile: number }),
    ...(email !== undefined && { email }),
    ...{ firstname: firstName, lastname: lastName ?? '' },
  }
  const reply = await lock.run(number ?? email ?? '', () =>
    callAsTill(till, http, {
      method: 'POST',
      path: '/v1.1/customer/add?format=json',
      headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
      body: JSON.stringify({ root: { customer: [customer] } }),
    }),
  )
  const code = Body.safeParse(parseJson(reply.body)).data?.customers.customer[0]?.item_status.code
  if (code === undefined) throw unusableWriteReply(reply, 'Capillary')
  if (code === done) return
  if (malformed.has(code)) throw invalid([{ path: 'identifier.value', message: 'is none that Capillary takes' }])
  if (taken.has(code)) throw new Fault('CUSTOMER_NOT_ENROLLED', 'This number or address belongs to another customer.')
  throw new Fault('CUSTOMER_NOT_ENROLLED', `Capillary did not add the customer (code ${code}).`)
}
