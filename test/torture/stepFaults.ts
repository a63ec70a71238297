import type { Step } from './shim.ts'

/** What happens at one step of an operation. */
export interface StepFault {
  /** Such as `killed before step 3: open settings.json`. */
  name: string
  /** For the shim. */
  rules: string
}

const writingCalls = new Set(['write', 'pwrite64'])
const namingCalls = new Set(['open', 'rename', 'link', 'unlink'])
const diskErrors = ['ENOSPC', 'EIO', 'EROFS']
/** A virus scanner makes a file of Windows answer EBUSY for a while; a foreign owner makes it answer EACCES for good. */
const nameErrors = ['EACCES', 'EBUSY']

/** The agent is killed before and after the step. */
export function killsAt(step: Step): StepFault[] {
  return [
    { name: `killed before ${describe(step)}`, rules: ruleAt(step, 'kill') },
    { name: `killed after ${describe(step)}`, rules: ruleAt(step, 'killafter') },
  ]
}

/** The disk fails at the step, is full from then on, or takes half of a write before it is full. */
export function errorsAt(step: Step): StepFault[] {
  // The keychain's daemon is another process: messages to it do not fail for lack of room.
  if (step.call === 'sendmsg') return []
  const errors = namingCalls.has(step.call) ? [...diskErrors, ...nameErrors] : diskErrors
  const once = errors.map((error) => ({ name: `${error} at ${describe(step)}`, rules: ruleAt(step, error) }))
  if (!writingCalls.has(step.call)) return once
  const full = { name: `full disk from ${describe(step)} on`, rules: `${ruleAt(step, 'ENOSPC')} ${diskIsFull}` }
  const short = {
    name: `half written at ${describe(step)}, then full`,
    rules: `${ruleAt(step, 'short')} ${diskIsFull}`,
  }
  return [...once, full, short]
}

const diskIsFull = 'grow:ENOSPC:then'

/** Meets the same call on the same file again, even when another call comes or goes between. */
function ruleAt({ call, file, nth }: Step, action: string): string {
  const part = call === 'sendmsg' || file === dataFolder ? '' : `@${file.replace(/\*.*/, '')}`
  return `${call}${part}:${action}:${nth}`
}

/**
 * Why a power cut could undo what was acknowledged: a file got its name before its content was on the disk, or the name
 * itself was never put there. @param steps of one acknowledged change
 */
export function unsyncedIn(steps: readonly Step[]): string | undefined {
  for (const [at, { call, file }] of steps.entries()) {
    if (call !== 'rename' || !file.startsWith('settings.json')) continue
    const before = steps.slice(0, at)
    const lastWrite = before.findLastIndex((step) => writingCalls.has(step.call) && step.file.startsWith(file))
    const lastSync = before.findLastIndex((step) => step.call === 'fsync' && step.file.startsWith(file))
    if (lastSync < lastWrite) return `${file} got its name before its content was synced`
    if (!steps.slice(at).some((step) => step.call === 'fsync' && step.file === dataFolder))
      return `the folder was not synced after ${file} got its name`
  }
  return undefined
}

/** The data directory itself among the files of the steps. */
export const dataFolder = '.'

function describe({ nth, call, file }: Step): string {
  return `${call} ${file} (${nth})`
}
