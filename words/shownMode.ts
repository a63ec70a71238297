import type { Status } from '#contract/status.ts'
import type { TrainingStatus } from '#contract/training.ts'

/** What of a till does not count: nothing does while staff practise, else what is done at its test systems. */
export type ShownMode =
  | { kind: 'live' }
  | { kind: 'test'; upstreams: string[] }
  | ({ kind: 'training' } & TrainingStatus)

interface Modes {
  upstreams: readonly Pick<Status['upstreams'][number], 'id' | 'mode'>[]
  training?: TrainingStatus | undefined
}

export function shownModeOf({ upstreams, training }: Modes): ShownMode {
  if (training) return { kind: 'training', ...training }
  const ids = upstreams.flatMap(({ id, mode }) => (mode === 'test' ? [id] : []))
  return ids.length > 0 ? { kind: 'test', upstreams: ids } : { kind: 'live' }
}
