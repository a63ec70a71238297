import { remedyText } from '#api/presenters/remedies.ts'
import type { ServeOptions } from '#host/options.ts'
import { openSafeMode } from '#host/safeMode.ts'
import { printResult } from '#host/terminal/output.ts'
import { runUntilSignal } from './runUntilSignal.ts'

/** Serves what says why the agent crashed so often, until it is told to end. */
export function serveSafely(options: ServeOptions, crashes: number): Promise<void> {
  const open = (onStop: () => void) => openSafeMode({ ...options, crashes, onStop })
  return runUntilSignal(options.json, open, ({ reason }) =>
    printResult(options.json, { event: 'safe-mode', crashes, pid: process.pid }, () =>
      [reason.detail, 'Served are "till-agent status", "doctor" and "bundle".', remedyText(reason.remedy)].join('\n'),
    ),
  )
}
