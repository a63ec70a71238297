import { parseJson } from '#core/base/parseJson.ts'
import type { CacheRules } from '#core/scheme/cacheRules.ts'
import { isObject } from '#schemes/shared/isObject.ts'
import { bodyText } from './bodyGuards.ts'
import { codeInBody, hasErrors } from './bodyStatus.ts'
import { cacheable } from './presets.ts'

/**
 * A customer who was not found may be registered a moment later, and a page of somebody between, such as that of a guest network,
 * is no answer: only what Capillary calls a success is kept (capillary.md 3, 5.1).
 */
export const capillaryCache: CacheRules = { routes: cacheable, mayKeep }

function mayKeep(body: Buffer): boolean {
  const code = codeInBody(body)
  if (code !== undefined) return code === 200
  const parsed = parseJson(bodyText(body) ?? '')
  return isObject(parsed) && !hasErrors(parsed)
}
