/** How long a program may take to end by itself once its work is done. */
const graceMs = 1_000

/**
 * Ends the process at once. `process.exit` waits for calls of the system that hang in another thread (a keychain, a name
 * server), and so would never end.
 */
export function exitNow(code: number): never {
  try {
    // Such as the lines of the log that are still gathered.
    process.emit('exit', code)
  } finally {
    endProcess(code)
  }
}

function endProcess(code: number): never {
  if (process.execve && !process.versions.electron) process.execve('/bin/sh', ['sh', '-c', `exit ${code}`], {})
  process.kill(process.pid, 'SIGKILL')
  throw new Error('This process was not ended.')
}

/** Lets the process end by itself, or ends it a second later if something keeps it from that. */
export function exitSoon(code: number): void {
  process.exitCode = code
  setTimeout(() => exitNow(code), graceMs).unref()
}
