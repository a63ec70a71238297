import type { Answer } from '../answer.ts'
import { fieldsOf, jsonIn } from '../json.ts'
import type { Request } from '../paths.ts'
import { act } from '../routes.ts'
import { demoEndpoints } from './brands.ts'
import type { Engine } from './engine.ts'
import type { Pass } from './passes.ts'
import { failed } from './status.ts'

/** `/mobile/v2/api/{endpoint}` with a customer's token (capillary.md 4.6). */
export function gateway(request: Request, engine: Engine): Answer {
  const { gatewayRefusal: refusal } = engine.assumptions
  const pass = engine.passes.look(request.headers.cap_authorization?.toString())
  if (pass === undefined || pass.role === 'AUTH') return failed(refusal.status, refusal.code, 'Unauthorized')
  if (pass.expiresAt <= engine.now()) return failed(refusal.status, refusal.expiredCode)
  const differing = whatDiffers(request, pass, engine)
  if (differing !== undefined) return failed(refusal.status, differing)

  const name = `${request.method} ${request.wildcard}`
  const brand = engine.brand(pass.brand)
  const till = brand && engine.tillOf(brand)
  const endpoints = brand?.endpoints ?? demoEndpoints
  const mapped = endpoints[name]
  if (till === undefined || mapped === undefined) {
    const elsewhere = ['GET', 'POST'].some((method) => endpoints[`${method} ${request.wildcard}`] !== undefined)
    return elsewhere ? failed(405, 405, 'Method not allowed') : failed(404, 404, 'No such endpoint')
  }
  if (pass.role === 'VIEW' && !engine.assumptions.viewMay.includes(name)) return failed(403, 403, 'Role VIEW may not')
  const [method = '', path = ''] = mapped.split(' ')
  const answer = act(
    {
      method,
      path,
      query: inTheirName(request, pass, engine),
      headers: request.headers,
      body: jsonIn(request.body),
      till,
    },
    engine.world,
  )
  return { ...answer, body: fieldsOf(answer.body).response ?? answer.body }
}

/** The headers must say what the login said; older clients send `cap_mobile` for the identifier. */
function whatDiffers({ headers }: Request, pass: Pass, engine: Engine): 1507 | 1508 | 1509 | 1541 | undefined {
  if (!engine.sameBrand(headers.cap_brand?.toString() ?? '', pass.brand)) return 1509
  if (pass.deviceId !== undefined && headers.cap_device_id !== pass.deviceId) return 1508
  const { type, value } = pass.identity
  if (headers.cap_mobile !== undefined) return type === 'MOBILE' && headers.cap_mobile === value ? undefined : 1507
  if (headers.cap_identifier_type !== type) return 1541
  if (headers.cap_identifier_value !== value) return type === 'MOBILE' ? 1507 : 1541
  return undefined
}

/** Whatever customer the caller asks for, the answer is about the token's own. */
function inTheirName({ query }: Request, { identity }: Pass, { accounts }: Engine): URLSearchParams {
  const own = new URLSearchParams(query)
  for (const name of ['mobile', 'email', 'external_id', 'card_number', 'id', 'user_id']) own.delete(name)
  const account = accounts.find(identity)
  const customer = account && accounts.customerOf(account)
  if (customer !== undefined) own.set('id', String(customer.id))
  else own.set(identity.type === 'EMAIL' ? 'email' : 'mobile', identity.value)
  return own
}
