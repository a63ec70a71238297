import type { TelemetrySettings } from '#contract/telemetry.ts'

type Defaults = Required<Pick<TelemetrySettings, 'intervalSeconds' | 'tracePercent' | 'systemEvents'>>

export const defaultTelemetry: { [Key in keyof Defaults]: Exclude<Defaults[Key], undefined> } = {
  intervalSeconds: 60,
  tracePercent: 0,
  systemEvents: 'off',
}

/** The settings in force: everything but what has a default may be absent. Later ones win over earlier ones. */
export function telemetryOf(...settings: { telemetry?: TelemetrySettings | undefined }[]) {
  const defaults = defaultTelemetry as TelemetrySettings & typeof defaultTelemetry
  return Object.assign({}, defaults, ...settings.map(({ telemetry }) => telemetry)) as typeof defaults
}
