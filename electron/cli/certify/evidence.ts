import type { Act } from './scenarios.ts'

/** A refusal of the agent, as far as a POS has to heed it. */
export interface ObservedFault {
  code: string
  detail: string
  remedy: string
  mayHaveHappened: boolean
  retryAfterSeconds?: number
}

/** One request that the agent received, and what came of it. Milliseconds of one clock that never jumps. */
export interface ObservedCall {
  /** Index of the scenario's act in which it came. */
  act: number
  atMs: number
  /** When its answer was sent, or its connection cut. */
  overAtMs: number
  method: string
  /** Without the query. */
  path: string
  key: 'right' | 'other' | 'none'
  /** 0 where the connection was cut before an answer. */
  status: number
  fault?: ObservedFault
  /** The header `Till-Agent-Mode`. */
  mode?: string
  /** The answer's JSON, where it is of the agent's own calls. */
  answer?: Record<string, unknown>
}

/** What the POS let a person see: each line that it printed, or what the person who tries it says. */
export type Screen = { kind: 'lines'; lines: string[] } | { kind: 'person'; answer: boolean | undefined }

/** All that is known of how a POS went through one scenario. */
export interface Evidence {
  acts: readonly Act[]
  calls: readonly ObservedCall[]
  /** How often each bill took effect in the simulated cloud. */
  bills: Record<string, number>
  screen: Screen
  /** What a program heard that took the agent's port; absent where there was none. */
  impostor?: { requests: number; keys: number }
  /** How a command ended; absent where a person tries the POS. */
  ended?: 'in order' | 'with a failure' | 'not in time'
}
