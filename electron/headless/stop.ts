const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/**
 * Signals this close together are one: the settings library raises each one again, and a terminal's Ctrl-C may also
 * come through whoever started us.
 */
const echoMs = 300

/** Resolves at the first Ctrl-C or SIGTERM; the second one ends the process at once. */
export function whenStopped(): Promise<void> {
  return new Promise((resolve) => {
    let askedAtMs: number | undefined
    const onSignal = () => {
      const nowMs = performance.now()
      askedAtMs ??= nowMs
      if (nowMs - askedAtMs > echoMs) process.exit(1)
      resolve()
    }
    for (const signal of signals) process.on(signal, onSignal)
  })
}
