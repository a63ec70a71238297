import { systemClock } from '#adapters/system/systemClock.ts'
import { withinTime } from '#core/base/withinTime.ts'
import { exitNow } from '#host/terminal/exit.ts'
import { outliveReader, printError, printResult } from '#host/terminal/output.ts'
import { shutdownSignal } from './shutdownSignal.ts'

interface Closable {
  close(): Promise<void>
}

/** The whole end takes no longer. Docker kills what takes ten seconds. */
const endTimeoutMs = 8_000

/**
 * Opens something, runs it until a signal tells it to end, and closes it. Prints one sentence with the reason when it ends.
 *
 * @param open gets what ends it as a signal does, for `till-agent stop`. It may still be under way when the signal comes; what
 * it has opened is closed then
 * @param run is called once it is open, and told when to end
 * @throws as `open` · what failed to close
 */
export async function runUntilSignal<Opened extends Closable>(
  json: boolean | undefined,
  open: (stop: () => void) => Promise<Opened>,
  run: (opened: Opened, ended: AbortSignal) => unknown,
): Promise<void> {
  outliveReader()
  const ending = new AbortController()
  const command = Promise.withResolvers<'stop'>()
  const stopped = Promise.race([shutdownSignal(), command.promise]).then((reason) => {
    ending.abort()
    return reason
  })
  const opening = openAndRun(() => open(() => command.resolve('stop')), run, ending.signal)
  const reason = await Promise.race([stopped, opening.then(() => stopped)])
  const closing = opening.then(({ close }) => close())
  await withinTime(systemClock, endTimeoutMs, closing, () => {
    printError(`Told to end (${reason}), but some of it did not end in ${endTimeoutMs / 1_000} s. It is left behind.`)
    exitNow(1)
  })
  printResult(json, { event: 'ended', reason }, () => `Ended, because it was told to (${reason}).`)
}

async function openAndRun<Opened extends Closable>(
  open: () => Promise<Opened>,
  run: (opened: Opened, ended: AbortSignal) => unknown,
  ended: AbortSignal,
): Promise<Opened> {
  const opened = await open()
  if (!ended.aborted) await run(opened, ended)
  return opened
}
