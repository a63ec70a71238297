import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from '#contract/refusals.ts'
import { TelemetryHeaderName, TelemetryHeaderValue, TelemetryStatus } from '#contract/telemetry.ts'

const keychainFaults = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')

/** What goes to the collector of head office. */
export const telemetry = {
  telemetry: {
    status: oc.errors(keychainFaults).output(TelemetryStatus),
    /** Keeps a header in the vault; removes it when `value` is absent. */
    setHeader: oc
      .errors({ ...keychainFaults, ...refusals('INVALID_INPUT') })
      .input(z.object({ name: TelemetryHeaderName, value: TelemetryHeaderValue.optional() }))
      .output(TelemetryStatus),
  },
}
