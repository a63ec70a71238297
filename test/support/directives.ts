import { emptyContents } from '#contract/directives.ts'
import { type Directives, directivesKind } from '#core/directives/directives.ts'
import { signedText } from '#core/signing/signatures.ts'
import type { OfficeKey } from './packs.ts'

const dayMs = 24 * 60 * 60_000

/** Directives as head office signs them: for every till, valid for a month. */
export function signDirectives(office: OfficeKey, counter: number, given: Partial<Directives> = {}): string {
  const releasedAt = given.releasedAt ?? Date.now()
  const directives = {
    ...{ format: 1, channel: 'tills', counter, releasedAt, expiresAt: releasedAt + 30 * dayMs, rings: { '*': 100 } },
    ...emptyContents,
    ...given,
  }
  return signedText(directivesKind.name, directivesKind.context, directives, [office.privateKey])
}
