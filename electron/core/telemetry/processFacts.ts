/** What the process of the agent takes of this machine. */
export interface ProcessFacts {
  /** Of Node. */
  runtimeVersion: string
  uptimeSeconds: number
  residentBytes: number
  heapUsedBytes: number
  /** User and system, since the start. */
  cpuSeconds: number
  /** The longest delay of the event loop since this reader asked last. */
  eventLoopLagSeconds: number
}

/** Opens a reader with its own window for the delay: two that read at different times take nothing from each other. */
export type OpenProcessFacts = () => () => ProcessFacts
