import { createDebianPackages } from '#adapters/machineUpdates/debian.ts'
import { machinePlaceOf } from '#adapters/machineUpdates/machinePlace.ts'
import { MachineUpdate } from '#adapters/machineUpdates/machineUpdate.ts'
import { systemClock } from '#adapters/system/systemClock.ts'
import { Fault } from '#core/base/fault.ts'
import type { MachineOutcome } from '#core/updates/machineUpdate.ts'
import { ownTrust } from '#host/attachUpdates.ts'
import { version } from '#host/version.ts'
import { machineService } from './machineService.ts'

/**
 * Does what the service has asked for, as root. All of the program is loaded before: its files are replaced meanwhile.
 *
 * @param dataDir of the service
 * @returns how it ended; `undefined` when nothing is asked for
 * @throws Fault `SERVICE_REFUSED` for another user
 */
export function runMachineUpdate(dataDir: string): Promise<MachineOutcome | undefined> {
  if (process.platform !== 'linux' || process.getuid?.() !== 0)
    throw new Fault('SERVICE_REFUSED', 'Updates of the machine are installed by its service manager alone.')
  return new MachineUpdate({
    ...{ place: machinePlaceOf(dataDir), version, trust: ownTrust(), extension: '.deb' },
    ...{ packages: createDebianPackages(), service: machineService(), clock: systemClock },
  }).run()
}
