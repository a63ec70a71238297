import type { CustomerCard } from '#contract/lookUp.ts'
import { printable } from '#contract/text/characters.ts'
import type { Channel, VerificationIdentifier } from '#contract/verification.ts'
import type { Identifiers } from '#core/codes/directoryIdentifiers.ts'
import { maskEmail, maskMobile } from '#core/personalData/masking.ts'
import type { DirectoryCustomer } from '#core/scheme/customerDirectory.ts'

const maxTextLength = 100

interface CardFacts {
  lookUpId: string
  upstream: string
  identifiers: Identifiers
  /** How many more codes can be sent today. */
  left: ReadonlyMap<Channel, number>
}

/** The customer as a cashier may see them: identifiers masked, texts made safe. */
export function cardOf(
  { name, tier, points, coupons, flags }: DirectoryCustomer,
  { lookUpId, upstream, identifiers, left }: CardFacts,
): CustomerCard {
  const [safeName, safeTier] = [safeText(name), safeText(tier)]
  return {
    lookUpId,
    upstream,
    ...(safeName && { name: safeName }),
    ...(safeTier && { tier: safeTier }),
    ...(points !== undefined && { points }),
    ...(coupons && { coupons }),
    channels: [...identifiers].map(([channel, identifier]) => {
      const codesLeftToday = left.get(channel)
      return { channel, masked: masked(identifier), ...(codesLeftToday !== undefined && { codesLeftToday }) }
    }),
    marks: [...flags],
  }
}

function masked({ type, value }: VerificationIdentifier): string {
  return type === 'mobile' ? maskMobile(value) : maskEmail(value)
}

/** Text from the upstream without control characters and marks of text direction, which could garble the page, and not too long. */
function safeText(text: string | undefined): string | undefined {
  const plain = printable(text ?? '', '').trim()
  return [...plain].slice(0, maxTextLength).join('') || undefined
}
