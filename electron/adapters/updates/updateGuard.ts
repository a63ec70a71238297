import type { Clock } from '../../core/clock.ts'
import type { UpdateStore } from '../../core/updates/updateStore.ts'
import { stageAppImage } from './appImageInstaller.ts'
import { describe } from './checkedCopy.ts'

interface Options {
  store: UpdateStore
  clock: Clock
  appImage: string
  /** Ends whoever uses the data directory: the new version, if it still runs. */
  end(): Promise<void>
  start(): void
}

/** Since anything was last heard of it: more than a new version takes to prove itself or to go back on its own. */
const patienceMs = 5 * 60_000
const lookEveryMs = 5_000

/**
 * What the version before does after an update, without a window or an agent: it waits until the next one has proven
 * itself, and puts itself back if that one does not even come so far.
 */
export async function guardUpdate({ store, clock, appImage, end, start }: Options): Promise<'proven' | 'put-back'> {
  let heard = ''
  let untilMs = 0
  for (;;) {
    const { attempt } = store.read()
    if (!attempt?.kept) return 'proven'
    if (JSON.stringify(attempt) !== heard) untilMs = clock.monotonicMs() + patienceMs
    heard = JSON.stringify(attempt)
    if (clock.monotonicMs() >= untilMs) {
      const { kept } = attempt
      const there = await describe(appImage).catch(() => undefined)
      if (there?.sha512 === kept.file.sha512) return 'proven'
      await end()
      const staged = await stageAppImage(appImage, kept.path, kept.file)
      store.write({ ...store.read(), attempt: { ...attempt, step: 'rolling-back' } })
      staged.commit()
      start()
      return 'put-back'
    }
    await new Promise<void>((resolve) => clock.after(lookEveryMs, resolve))
  }
}
