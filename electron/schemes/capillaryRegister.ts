import type { CustomerRegister, RegisterQuery } from '../core/customerRegister.ts'
import type { Http } from '../core/http.ts'
import { jsonOf, type Reply } from './answers.ts'
import { askAsTill, ofNoUse, type Till } from './askAsTill.ts'
import { type CustomerAnswer, customerIn } from './capillaryCustomerBody.ts'
import type { CustomerTurns } from './customerTurns.ts'

/** The two families' names for one kind of identifier (capillary.md 5.2). */
const names: Record<RegisterQuery['kind'], { v1: string; v2: string }> = {
  mobile: { v1: 'mobile', v2: 'mobile' },
  email: { v1: 'email', v2: 'email' },
  card: { v1: 'card_number', v2: 'cardnumber' },
  'external-id': { v1: 'external_id', v2: 'externalId' },
}

/** Who a customer is, by v1.1 `customer/get`; by v2 where v1.1 is switched off for the organisation (capillary.md 5.2). */
export function capillaryRegister(till: Till, http: Http, turns: CustomerTurns): CustomerRegister {
  let isV1Served = true
  const ask = async (path: string, customer: string): Promise<{ reply: Reply; answer: CustomerAnswer }> => {
    const headers = { Accept: 'application/json' }
    const reply = await turns.ask(customer, () => askAsTill(till, http, { method: 'GET', path, headers }))
    return { reply, answer: customerIn(reply.status, jsonOf(reply.body)) }
  }
  return {
    async find({ kind, value }) {
      // Capillary keeps numbers with their country code and without the plus.
      const plain = kind === 'mobile' ? value.replace(/^\+/, '') : value
      const { v1, v2 } = names[kind]
      let said = isV1Served
        ? await ask(`/v1.1/customer/get?${queryOf({ format: 'json', [v1]: plain })}`, plain)
        : undefined
      if (said?.answer.outcome === 'not-served') isV1Served = false
      if (!isV1Served) {
        const query = { source: 'INSTORE', identifierName: v2, identifierValue: plain, embed: 'points' }
        said = await ask(`/v2/customers/lookup/customerDetails?${queryOf(query)}`, plain)
      }
      if (said?.answer.outcome === 'found') return said.answer.customer
      if (said && said.answer.outcome !== 'not-found') throw ofNoUse(said.reply, 'Capillary')
      return undefined
    },
  }
}

function queryOf(fields: Record<string, string>): string {
  return new URLSearchParams(fields).toString()
}
