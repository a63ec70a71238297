import type { UpstreamMode } from '#contract/upstream.ts'
import type { Settings } from '#core/settings/settings.ts'
import { telemetryOf } from '#core/settings/telemetry.ts'
import { defaultUpdates } from '#core/settings/updates.ts'

/**
 * The attributes of everything that this till sends. `service.instance.id` tells two tills of one name apart
 * (OpenTelemetry semantic conventions, service).
 *
 * @param modes of its upstreams
 */
export function resourceOf(
  settings: Settings,
  version: string,
  modes: readonly (UpstreamMode | undefined)[],
): Record<string, string> {
  const { installation, store, enrolment, updates } = settings
  const names = telemetryOf(settings)
  return {
    'service.name': 'till-agent',
    'service.version': version,
    'service.instance.id': installation,
    store: names.store ?? store?.name ?? 'unnamed',
    till: names.till ?? enrolment?.last?.till ?? installation.slice(0, 8),
    ring: updates?.ring ?? defaultUpdates.ring,
    mode: modeOf(modes),
  }
}

/** `live` as soon as one upstream is: what is done there counts. */
function modeOf(modes: readonly (UpstreamMode | undefined)[]): UpstreamMode {
  if (modes.length === 0 || modes.some((mode = 'live') => mode === 'live')) return 'live'
  return modes.includes('test') ? 'test' : 'training'
}
