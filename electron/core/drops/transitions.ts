import type { DropProblem } from '#contract/drops/drop.ts'
import { type Backoff, backoffMs, withJitter } from '#core/pacing/backoff.ts'
import { type DropFile, type FileState, isOpen, type OpenFile, type OpenState, type Proof } from './file.ts'

/** Between two attempts. */
const usualBackoff: Backoff = { firstMs: 5_000, maxMs: 5 * 60_000 }
/** A server that refused the password bars an account after some more tries. */
const credentialBackoff: Backoff = { firstMs: 5 * 60_000, maxMs: 60 * 60_000 }

/** No pause is longer, jitter and all. */
const maxPauseMs = 1.25 * credentialBackoff.maxMs

/** The moment of a change. @property fraction random, from 0 to 1 */
export interface Moment {
  now: number
  fraction: number
}

export function claimed(now: number): FileState {
  return { name: 'waiting', since: now, failures: 0, notBefore: now }
}

/** Stored before a byte goes out. */
export function begun({ failures }: { failures: number }, now: number): FileState & { name: 'uploading' } {
  return { name: 'uploading', since: now, failures }
}

/** All of it is at the server. Stored before it gets its name there. */
export function uploaded(
  { failures }: { failures: number },
  proof: Proof,
  to: string,
  now: number,
): FileState & { name: 'renaming' } {
  return { name: 'renaming', since: now, failures, notBefore: now, proof, to }
}

export function sent({ proof }: { proof: Proof }, now: number): FileState {
  return { name: 'sent', since: now, proof }
}

/** An attempt came to nothing. What may have got its name already is asked about first, the next time. */
export function failed(state: OpenState, problem: DropProblem, { now, fraction }: Moment): FileState {
  const failures = state.failures + 1
  const backoff = problem === 'credential' ? credentialBackoff : usualBackoff
  const notBefore = now + Math.round(withJitter(backoffMs(backoff, failures), fraction))
  if (state.name === 'renaming') return { ...state, failures, notBefore, problem }
  return { name: 'waiting', since: now, failures, notBefore, problem }
}

/** Another file took its name at the server meanwhile: it begins anew. */
export function outrun({ failures }: { failures: number }, { now, fraction }: Moment): FileState {
  return failed({ name: 'waiting', since: now, failures, notBefore: now }, 'name-taken', { now, fraction })
}

/** A person, or a server that is back, has it tried at once. */
export function hurried(state: FileState, now: number): FileState {
  return state.name === 'waiting' || state.name === 'renaming' ? { ...state, notBefore: now } : state
}

/** What may have got its name at the server does not expire: the server is asked first. */
export function isExpired({ state, expiresAt }: DropFile, now: number): boolean {
  return now >= expiresAt && (state.name === 'waiting' || state.name === 'uploading')
}

/** Problems of one file: others are sent all the same. */
const ofOneFile: ReadonlySet<DropProblem> = new Set(['name-taken', 'differs', 'refused'])

export interface Turn {
  /** The next to be sent. */
  next: OpenFile | undefined
  /** When it may be, where that is later. */
  at: number | undefined
}

/**
 * Files go in the order in which they were claimed. What holds up one alone lets those of other names pass; what holds up
 * the server holds up all.
 */
export function turnOf(files: Iterable<DropFile>, now: number): Turn {
  const held = new Set<string>()
  let at: number | undefined
  for (const file of files) {
    if (!isOpen(file)) continue
    if (held.has(file.name)) continue
    const { state } = file
    const notBefore = state.name === 'uploading' ? now : state.notBefore
    if (isDue(notBefore, now)) return { next: file, at: undefined }
    at = Math.min(at ?? notBefore, notBefore)
    const problem = state.name === 'uploading' ? undefined : state.problem
    if (problem === undefined || !ofOneFile.has(problem)) return { next: undefined, at }
    held.add(file.name)
  }
  return { next: undefined, at }
}

/** What lies further ahead than a pause takes was written by a clock that ran ahead, and has been put right since. */
function isDue(notBefore: number, now: number): boolean {
  return notBefore <= now || notBefore > now + maxPauseMs
}
