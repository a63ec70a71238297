import { type LookupAddress, lookup } from 'node:dns'

/** One of both is `undefined`. */
export type OnAddresses = (error: NodeJS.ErrnoException | undefined, addresses: LookupAddress[] | undefined) => void

/** Finds all addresses of a name. */
export type HostLookup = (name: string, onAddresses: OnAddresses) => void

/**
 * Asks once for a name, however many wait for it. Node has the system resolve two names at a time: thirty sales that wait for
 * a name whose server is dead would keep every other upstream's name waiting.
 */
export function sharedLookup(ask: HostLookup): HostLookup {
  const underWay = new Map<string, OnAddresses[]>()
  return (name, onAddresses) => {
    const waiting = underWay.get(name)
    if (waiting) {
      waiting.push(onAddresses)
      return
    }
    const callers = [onAddresses]
    underWay.set(name, callers)
    ask(name, (error, addresses) => {
      underWay.delete(name)
      for (const tell of callers) tell(error, addresses)
    })
  }
}

/** By the system's resolver and its hosts file. */
export const lookupHost = sharedLookup((name, onAddresses) =>
  lookup(name, { all: true }, (error, addresses) => onAddresses(error ?? undefined, error ? undefined : addresses)),
)
