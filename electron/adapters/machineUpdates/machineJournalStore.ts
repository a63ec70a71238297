import type { UpdateJournalStore } from '#core/updates/journalStore.ts'
import { wasTakenBack } from '#core/updates/machineUpdate.ts'
import type { MachinePlace } from './machinePlace.ts'
import { readMachineState } from './machineState.ts'

/** The journal of the service, and in it what the part that installs has taken back meanwhile: a version that never started. */
export function withTakenBack(store: UpdateJournalStore, place: MachinePlace): UpdateJournalStore {
  return {
    ...store,
    read() {
      const record = store.read()
      const { attempt } = record
      if (!attempt || !wasTakenBack(readMachineState(place).outcome, attempt)) return record
      return { ...record, attempt: { ...attempt, step: 'rolling-back' } }
    },
  }
}
