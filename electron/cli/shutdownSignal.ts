import { exitNow } from '#host/terminal/exit.ts'
import { printError } from '#host/terminal/output.ts'
import { SignalCount } from './signalCount.ts'

/**
 * What tells the process to end. On Windows: Ctrl-C, SIGBREAK (Ctrl-Break) and SIGHUP (its console is closed, some 10 s before
 * Windows ends the process); nothing can send it SIGTERM, so `till-agent stop` is for programs.
 */
const signals = [
  'SIGINT',
  'SIGTERM',
  'SIGHUP',
  ...(process.platform === 'win32' ? (['SIGBREAK'] as const) : []),
] as const

/** Resolves at the first signal. The second one ends the process at once, with exit code 1. */
export function shutdownSignal(): Promise<NodeJS.Signals> {
  const count = new SignalCount()
  return new Promise((resolve) => {
    const onSignal = (signal: NodeJS.Signals) => {
      const meaning = count.count(signal, performance.now())
      if (meaning === 'first') resolve(signal)
      if (meaning !== 'second') return
      printError(`Ended at once by a second signal (${signal}). What was under way is lost.`)
      exitNow(1)
    }
    for (const signal of signals) {
      // In Electron, `when-exit` of `electron-store` raises each signal once more, which on Windows ends the process at once.
      process.removeAllListeners(signal)
      process.on(signal, onSignal)
    }
  })
}
