import type { Grant } from '#contract/grant.ts'
import { simulatedSettings } from '#host/training/simulatedSettings.ts'
import type { CertifiedScheme } from './certifiedScheme.ts'

/** The simulated cloud that a POS is tried with, as an upstream of the agent. */
export interface CertifyCloud {
  upstream: string
  allow: Grant['allow']
  settings(simulatorUrl: string): object
}

export function cloudFor(scheme: CertifiedScheme): CertifyCloud {
  const settings = (url: string) => simulatedSettings(scheme, url) ?? {}
  return scheme === 'capillary-till'
    ? { upstream: 'loyalty', allow: ['capillary:sell'], settings }
    : { upstream: 'cloud', allow: [{ methods: ['*'], path: '/**' }], settings }
}
