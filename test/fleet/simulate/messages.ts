import type { Standing, TillFacts } from './simulatedTill.ts'

/** What a process of tills is told. */
export type Command =
  | { kind: 'begin'; about: About }
  | { kind: 'advance'; untilMs: number; stepMs: number }
  | { kind: 'standings' }
  | { kind: 'facts' }
  | { kind: 'end' }

/** What it answers, one answer for each command. */
export type Answer =
  | { kind: 'done' }
  | { kind: 'standings'; standings: [number: number, its: Standing][] }
  | { kind: 'facts'; facts: [number: number, its: TillFacts][] }

/** Which tills, and in which surroundings. */
export interface About {
  /** Numbers of the tills. */
  tills: number[]
  seed: number
  startMs: number
  feed: string
  collector: string
  reportEverySeconds: number
  keys: Record<string, string>
  channel: string
  fleetKey: string
  badVersion: string
  harmfulQuietHours: string
}
