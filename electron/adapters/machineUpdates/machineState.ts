import { writePublicFile } from '#adapters/system/wholeFile.ts'
import { emptyMachineState, MachineState } from '#core/updates/machineUpdate.ts'
import { readBounded } from './boundedFile.ts'
import { type MachinePlace, stateFileIn } from './machinePlace.ts'

const maxBytes = 64 * 1024

type Place = Pick<MachinePlace, 'folder'>

/** The state as it is; the empty one where there is none that can be read, which holds no package and no release. */
export function readMachineState(place: Place): MachineState {
  try {
    return MachineState.parse(JSON.parse(readBounded(stateFileIn(place), maxBytes)))
  } catch {
    return emptyMachineState
  }
}

/** @throws a system error */
export function writeMachineState(place: Place, state: MachineState): void {
  writePublicFile(stateFileIn(place), JSON.stringify(state))
}
