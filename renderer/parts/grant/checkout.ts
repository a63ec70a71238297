import type { Grant } from '#contract/grant.ts'
import type { SchemeForm } from '#contract/schemeForm.ts'
import type { UpstreamView } from '#contract/upstream.ts'

/** What a checkout does in a sale: the preset of that name where the scheme has one, else everything that it offers. */
export function checkoutGrants(
  upstreams: readonly Pick<UpstreamView, 'id' | 'scheme'>[],
  forms: readonly Pick<SchemeForm, 'scheme' | 'presets'>[],
): Grant[] {
  return upstreams.map(({ id, scheme }) => {
    // A checkout that gets the cloud's own token is an administrator's decision.
    const presets = (forms.find((form) => form.scheme === scheme)?.presets ?? []).filter((name) => name !== 'hand-over')
    const sell = presets.filter((name) => name.endsWith(':sell'))
    const allow = sell.length > 0 ? sell : presets
    return { upstream: id, allow: allow.length > 0 ? allow : [{ methods: ['*'], path: '/**' }] }
  })
}

const maxIdLength = 32

/** An id that resembles the name: `Checkout 1` becomes `checkout-1`. A name without Latin letters becomes `checkout`. */
export function clientIdFor(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, maxIdLength)
    .replace(/-$/, '')
  return plain === '' ? 'checkout' : plain
}
