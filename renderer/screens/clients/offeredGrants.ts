import type { SchemeForm } from '#contract/schemeForm.ts'
import type { UpstreamView } from '#contract/upstream.ts'
import { type GrantItem, grantItems } from './grantItems.ts'

/** The permissions a person can grant by hand: the presets of each upstream's scheme, or every route where it has none. */
export function offeredGrants(
  upstreams: readonly Pick<UpstreamView, 'id' | 'scheme'>[],
  forms: readonly Pick<SchemeForm, 'scheme' | 'presets'>[],
): GrantItem[] {
  return upstreams.flatMap(({ id, scheme }) => {
    const presets = forms.find((form) => form.scheme === scheme)?.presets ?? []
    const allow = presets.length > 0 ? presets : [{ methods: ['*'], path: '/**' }]
    return grantItems([{ upstream: id, allow }])
  })
}
