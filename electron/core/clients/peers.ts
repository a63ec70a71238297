/** Both ends of a connection over loopback. The peer's port alone does not tell its program: others may use the same one. */
export interface LocalConnection {
  family: 'IPv4' | 'IPv6'
  peerPort: number
  ownPort: number
  /** When the agent accepted it, on the clock of `performance.now()`. */
  openedAtMs: number
}

/** A running program by its file. Without its arguments, which may hold secrets. */
export interface Program {
  pid: number
  path?: string
  /** When its process started, as the system writes it: process ids are used again. */
  startedAt?: string
}

/** `unknown` where the system does not tell. */
export type ProgramState = 'unchanged' | 'ended' | 'another-program' | 'unknown'

/** Finds the program at the other end of a local connection. Never fails, and takes seconds at most. */
export interface Peers {
  /**
   * `undefined` when the system does not tell, and when the connection may be another program's: several processes hold
   * it, or the one that does could have got it from another. A person would trust the name of the wrong program.
   */
  programAt(connection: LocalConnection): Promise<Program | undefined>
  stateOf(program: Program): Promise<ProgramState>
}
