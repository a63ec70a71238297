import type { SchemeForm } from '../../../electron/contract/schemeForm.ts'
import type { UpstreamView } from '../../../electron/contract/upstream.ts'
import { type GrantItem, grantItems } from './grantItems.ts'

/** What can be granted without knowing routes: the scheme's presets, or all of it where it has none. */
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
