import type { CustomerSignInOffer } from '#contract/customer.ts'
import type { SchemeForm } from '#contract/schemeForm.ts'
import type { UpstreamView } from '#contract/upstream.ts'

export interface CustomerUpstream extends UpstreamView {
  canLookUp: boolean
  canVerify: boolean
  /** Present where customers sign in at an identity provider. */
  signIn?: CustomerSignInOffer
}

/** The upstreams that can look customers up, verify them or sign them in. */
export function customerUpstreams(
  upstreams: readonly UpstreamView[],
  forms: readonly Pick<SchemeForm, 'scheme' | 'canLookUp' | 'canVerify'>[],
  offers: readonly CustomerSignInOffer[],
): CustomerUpstream[] {
  return upstreams.flatMap((upstream) => {
    const { canLookUp = false, canVerify = false } = forms.find(({ scheme }) => scheme === upstream.scheme) ?? {}
    const signIn = offers.find((offer) => offer.upstream === upstream.id)
    return canLookUp || canVerify || signIn ? [{ ...upstream, canLookUp, canVerify, ...(signIn && { signIn }) }] : []
  })
}

/** The upstream to start with: a ready one first, then one that looks up, then one that verifies. */
export function preferredUpstream(upstreams: readonly CustomerUpstream[]): CustomerUpstream | undefined {
  return upstreams.toSorted((a, b) => rankOf(b) - rankOf(a))[0]
}

function rankOf({ canLookUp, canVerify, state }: CustomerUpstream): number {
  return (state === 'ready' ? 4 : 0) + (canLookUp ? 2 : 0) + (canVerify ? 1 : 0)
}
