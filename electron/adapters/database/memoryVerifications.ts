import type { ClockMark } from '#core/codes/budgetClock.ts'
import type { StoredVerification, VerificationStore } from '#core/verification/store.ts'

/** Verifications that end with the process: for the demo and for tests. */
export function createMemoryVerifications(): VerificationStore {
  const verifications = new Map<string, StoredVerification>()
  let sends: { key: string; at: number }[] = []
  let mark: ClockMark | undefined
  let counterKey: string | undefined
  return {
    all: () => [...verifications.values()],
    save: (verification) => void verifications.set(verification.id, verification),
    remove: (id) => void verifications.delete(id),
    sends: () => [...sends],
    countSend: (keys, at, newMark) => {
      sends.push(...keys.map((key) => ({ key, at })))
      mark = newMark
    },
    uncountSend: (keys, at) => {
      for (const key of keys) {
        const found = sends.findIndex((send) => send.key === key && send.at === at)
        if (found >= 0) sends.splice(found, 1)
      }
    },
    removeSendsBefore: (at) => {
      sends = sends.filter((send) => send.at >= at)
    },
    mark: () => mark,
    saveMark: (newMark) => {
      mark = newMark
    },
    counterKey: () => counterKey,
    saveCounterKey: (key) => {
      counterKey = key
    },
    setAside: () => [],
    close: () => {},
  }
}
