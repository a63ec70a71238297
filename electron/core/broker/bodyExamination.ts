import { turnAddressesBack } from '#core/message/addressRewrite.ts'
import { bufferUpTo, limitBody } from '#core/message/bodyLimit.ts'
import { isJson } from '#core/message/representation.ts'
import type { RequestBody } from '#core/network/link.ts'
import type { Examination } from '#core/scheme/scheme.ts'
import { examinedBodyBytes } from '#core/settings/limits.ts'
import type { Admission, BrokerRequest } from './admission.ts'
import type { ExaminedBody } from './exchangeRequest.ts'

type Examined = ExaminedBody & Pick<Examination, 'codeTargets' | 'renews'>

/**
 * Has the scheme examine a request, and reads of its body what the scheme must see for that. A promise only where a body is
 * read: most requests go on at once.
 *
 * @throws Fault `BODY_REFUSED` · `BODY_TOO_LARGE` when the scheme must see the body and it is too long
 */
export function examineBody(
  request: BrokerRequest,
  { upstream, host, target: { query }, fullPath }: Admission,
  maxBytes: number,
): Examined | Promise<Examined> {
  const { method } = request
  const { scheme } = upstream
  const namesAddresses =
    (scheme.namesAddresses?.(method, fullPath) ?? false) || (upstream.rewritesLinks && isJson(request.headers))
  const body = measured(request, maxBytes)
  const examine = (read: RequestBody | undefined): Examined => {
    const seen = Buffer.isBuffer(read) ? read : undefined
    const examination = scheme.examine?.({ method, path: fullPath, query, body: seen })
    const sent = examination?.body ?? read
    const body = namesAddresses && Buffer.isBuffer(sent) ? turnAddressesBack(sent, host) : sent
    const { lockKey, codeTargets, renews } = examination ?? {}
    return { lockKey, codeTargets, renews, body }
  }
  const asked = scheme.readsBody?.(method, fullPath) ?? 'no'
  const need = asked === 'no' && namesAddresses ? 'may' : asked
  return body && !Buffer.isBuffer(body) && need !== 'no'
    ? bufferUpTo(body, examinedBodyBytes, need === 'must').then(examine)
    : examine(body)
}

/** A body whose length is promised was measured by the promise; any other is measured as it passes. */
function measured({ body, bodyBytes }: BrokerRequest, maxBytes: number): RequestBody | undefined {
  return body && !Buffer.isBuffer(body) && bodyBytes === undefined ? limitBody(body, maxBytes) : body
}
