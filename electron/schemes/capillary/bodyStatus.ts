import type { BodyAssessment } from '#core/scheme/requestAuthenticator.ts'

/**
 * Where the beginning of a body has the status code of the whole response. Its field `success` tells nothing
 * (capillary.md 3), and the code of an item is none of the response. v1.1 also speaks XML (capillary.md 2.2), and some
 * samples lack the outer `response` (capillary.md 5.1); v2 and v3 name their errors first, or after
 * empty `data` and `warnings`.
 */
const places = [
  /^\s*\{\s*(?:"response"\s*:\s*\{\s*)?"status"\s*:\s*\{[^{}]*"code"\s*:\s*"?(\d{3})\b/,
  /^\s*\{\s*(?:"(?:data|warnings)"\s*:\s*(?:null|\[\s*\])\s*,\s*){0,2}"errors"\s*:\s*\[\s*\{[^{}[\]]*"code"\s*:\s*"?(\d{3})\b/,
  /^\s*(?:<\?xml[^<>]*>\s*)?<response>\s*<status>(?:\s*<(?:success|message)>[^<>]*<\/(?:success|message)>)*\s*<code>\s*(\d{3})\s*</,
]

/** Whether a body that begins so may still turn out to have such a code. */
const mayHaveCode =
  /^\s*(?:$|\{\s*(?:$|"(?:[a-z]{0,8}$|(?:response|status|errors)"|(?:data|warnings)"\s*(?:$|:\s*(?:$|n|\[\s*(?:$|\])))))|<(?:$|\?|r))/

const byteOrderMark = /^\xef\xbb\xbf/

/** The status code of a response, which stands at the beginning of its body; `undefined` for any other body. */
export function codeInBody(beginning: Buffer): number | undefined {
  return codeIn(textOf(beginning))
}

/** Another request for the same customer was in progress, and nothing was done (capillary.md 6.3). */
const busy = 521

/**
 * What a body says: v1.1 may refuse a credential inside a 200 (capillary.md 5.1; the status is ASSUMED in 2.5).
 *
 * @param refusalCodes the codes that refuse it
 */
export function assessCapillaryBody(
  beginning: Buffer,
  refusalCodes: readonly number[],
  refusal: 'renew' | 'refused',
): BodyAssessment {
  const text = textOf(beginning)
  const code = codeIn(text)
  if (code === undefined) return mayHaveCode.test(text) ? 'undecided' : 'pass'
  if (code === busy) return 'busy'
  return refusalCodes.includes(code) ? refusal : 'pass'
}

function codeIn(text: string): number | undefined {
  for (const place of places) {
    const code = place.exec(text)?.[1]
    if (code !== undefined) return Number(code)
  }
  return undefined
}

/** Whether a body of v2 or v3 names an error, in whatever form. */
export function hasErrors({ errors }: Record<string, unknown>): boolean {
  return Array.isArray(errors) ? errors.length > 0 : errors !== undefined && errors !== null
}

function textOf(beginning: Buffer): string {
  return beginning.toString('latin1', 0, 1024).replace(byteOrderMark, '')
}
