import type { TelemetrySettings } from '#contract/telemetry.ts'

type Defaults = Required<Pick<TelemetrySettings, 'intervalSeconds' | 'tracePercent'>>

export const defaultTelemetry: { [Key in keyof Defaults]: Exclude<Defaults[Key], undefined> } = {
  intervalSeconds: 60,
  tracePercent: 0,
}

/** The settings in force: everything but what has a default may be absent. */
export function telemetryOf({ telemetry }: { telemetry?: TelemetrySettings | undefined }) {
  return Object.assign({}, defaultTelemetry as TelemetrySettings & typeof defaultTelemetry, telemetry)
}
