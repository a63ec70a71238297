import type { PairingView } from '../contract/pairing.ts'

/** Both ends of a connection over loopback. The peer's port alone may stand for others, too, and so for another program. */
export interface LocalConnection {
  family: 'IPv4' | 'IPv6'
  peerPort: number
  ownPort: number
}

/** What runs, by its file. Never with what it was started with: that may hold secrets. */
export type Program = NonNullable<PairingView['program']>

/** Which program is at the other end of a local connection. */
export interface Peers {
  /** `undefined` where it cannot be told. Never fails, and takes seconds at most. */
  programAt(connection: LocalConnection): Promise<Program | undefined>
}
