import type { Clock } from '#core/base/clock.ts'
import { UpdateError } from '#core/releases/updateError.ts'
import { withdrawRequest } from './machineInstaller.ts'
import type { MachinePlace } from './machinePlace.ts'
import { readMachineState } from './machineState.ts'

const checkEveryMs = 5_000
/** Set-up or the package manager may wait for another one to end. */
const timeoutMs = 10 * 60_000

interface Deps {
  clock: Clock
  /** Where what installs tells that it does not; absent where it has no voice. */
  place?: MachinePlace | undefined
  /** This process ends: nothing is waited for any more. */
  ending: AbortSignal
}

/**
 * Waits to be ended by what installs the update: the service manager asks this process to end in order, and the till sells until
 * then.
 *
 * @throws UpdateError `INSTALL_FAILED` when the request is refused, or nothing comes of it
 */
export async function waitForEnd({ clock, place, ending }: Deps): Promise<never> {
  const [askedAt, startedMs] = [clock.now(), clock.monotonicMs()]
  let cancel = () => {}
  ending.addEventListener('abort', () => cancel())
  while (clock.monotonicMs() - startedMs < timeoutMs) {
    await new Promise<void>((resolve) => {
      cancel = clock.after(checkEveryMs, resolve)
    })
    const outcome = place && readMachineState(place).outcome
    if (outcome?.result === 'refused' && outcome.at >= askedAt) throw new UpdateError('INSTALL_FAILED', outcome.reason)
  }
  if (place) withdrawRequest(place)
  throw new UpdateError('INSTALL_FAILED', 'nothing came of it')
}
