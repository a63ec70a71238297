import type { StoredVerification, VerificationStore } from '../core/verificationStore.ts'

/** For the demo and for tests: forgotten with the process. */
export function createMemoryVerifications(): VerificationStore {
  const kept = new Map<string, StoredVerification>()
  const sends: { customer: string; at: number }[] = []
  return {
    all: () => [...kept.values()],
    keep: (verification) => void kept.set(verification.id, verification),
    forget: (id) => void kept.delete(id),
    sendsTo: (customer, since) =>
      sends
        .filter((send) => send.customer === customer && send.at >= since)
        .map(({ at }) => at)
        .toSorted((one, other) => one - other),
    countSend: (customer, at) => void sends.push({ customer, at }),
    uncountSend: (customer, at) => {
      const found = sends.findIndex((send) => send.customer === customer && send.at === at)
      if (found >= 0) sends.splice(found, 1)
    },
    forgetSendsBefore: (at) => {
      const rest = sends.filter((send) => send.at >= at)
      sends.splice(0, sends.length, ...rest)
    },
    bringSendsBackTo: (at) => {
      for (const send of sends) send.at = Math.min(send.at, at)
    },
    close: () => {},
  }
}
