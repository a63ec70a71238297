import { usualMachine } from '#adapters/sockets/machineNetwork.ts'
import { openOtlpTelemetry } from '#adapters/telemetry/otlpTelemetry.ts'
import type { OpenExporter, TelemetryExporter } from '#core/telemetry/exporter.ts'
import type { VirtualTime } from './virtualTime.ts'

/**
 * The till's own exporter by OTLP, told by the virtual time when to send: the SDK follows the clock of the machine, so it is closed at
 * each interval, when it sends what it has, and opened again.
 */
export function pushingTelemetry(time: VirtualTime): OpenExporter {
  return async (options) => {
    let exporter: TelemetryExporter | undefined
    let isClosed = false
    let cancel = () => {}
    const open = () => {
      exporter ??= openOtlpTelemetry(options, usualMachine)
      return exporter
    }
    const push = async () => {
      const sending = open()
      exporter = undefined
      await time.outside.wait(() => sending.close())
    }
    const wait = () => {
      cancel = time.after(options.intervalMs, () => {
        void push()
        if (!isClosed) wait()
      })
    }
    wait()
    return {
      emit: (event) => open().emit(event),
      close: async () => {
        isClosed = true
        cancel()
        if (exporter) await push()
      },
    }
  }
}
