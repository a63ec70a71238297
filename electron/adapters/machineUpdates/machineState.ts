import { readGuardedText } from '#adapters/files/guardedFile.ts'
import { writePublicFile } from '#adapters/system/wholeFile.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { emptyMachineState, MachineState } from '#core/updates/machineUpdate.ts'
import { type MachinePlace, stateFileIn } from './machinePlace.ts'

const maxBytes = 64 * 1024

type Place = Pick<MachinePlace, 'folder'>

/** The state as it is; the empty one where there is none that can be read, which holds no package and no release. */
export function readMachineState(place: Place): MachineState {
  const file = readGuardedText(stateFileIn(place), { maxBytes, owner: 'anybody', followsLinks: false })
  const state = MachineState.safeParse(file.outcome === 'text' ? parseJson(file.text) : undefined)
  return state.success ? state.data : emptyMachineState
}

/** @throws a system error */
export function writeMachineState(place: Place, state: MachineState): void {
  writePublicFile(stateFileIn(place), JSON.stringify(state))
}
