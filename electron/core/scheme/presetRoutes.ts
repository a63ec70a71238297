import type { Route } from '#contract/grant.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { Scheme } from './scheme.ts'

/** The routes of a preset. @throws Fault `INVALID_INPUT` when the scheme has no such preset, naming those it has */
export function presetRoutesOf(scheme: Scheme, upstream: string, preset: string): readonly Route[] {
  const routes = scheme.presets[preset]
  if (routes) return routes
  const known = Object.keys(scheme.presets)
  const message =
    known.length > 0 ? `the presets of "${upstream}" are ${known.join(', ')}` : `"${upstream}" has no presets`
  throw invalid([{ path: 'grants', message: `there is no preset "${preset}"; ${message}` }])
}
