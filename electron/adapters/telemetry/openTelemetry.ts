import type { MachineNetwork } from '#adapters/sockets/machineNetwork.ts'
import type { OpenExporter } from '#core/telemetry/exporter.ts'

/** Loads OpenTelemetry when something is to be sent: a till that sends nothing spends nothing on it. */
export function openTelemetryOn(machine: MachineNetwork): OpenExporter {
  return async (options) => {
    const { openOtlpTelemetry } = await import('./otlpTelemetry.ts')
    return openOtlpTelemetry(options, machine)
  }
}
