import type { Clock } from './clock.ts'

/**
 * The result of a call to something that may never answer, such as a keychain that waits for a person. The call itself goes
 * on after its time.
 *
 * @param late makes the result in place of one that did not come in time; it may throw
 */
export async function withinTime<Result>(
  clock: Pick<Clock, 'after'>,
  timeoutMs: number,
  call: Promise<Result>,
  late: () => Result,
): Promise<Result> {
  const timedOut = Promise.withResolvers<'timed out'>()
  const stopTimer = clock.after(timeoutMs, () => timedOut.resolve('timed out'))
  try {
    const first = await Promise.race([call.then((result) => ({ result })), timedOut.promise])
    return first === 'timed out' ? late() : first.result
  } finally {
    stopTimer()
  }
}
