import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { Fault } from '../core/fault.ts'
import type { Log, LogFields } from '../core/log.ts'
import { isPermitted, redacted } from './logRedaction.ts'
import { makeOwnDirectory } from './ownDirectory.ts'
import { requestText } from './requestText.ts'
import { RotatingFile } from './rotatingFile.ts'

interface Options {
  directory: string
  /** How large `agent.log` may grow before it is set aside. */
  maxBytes?: number
  /** How many of those are kept. */
  keep?: number
}

/**
 * One JSON line per event in `agent.log` below the directory, readable by this user alone. Lines of requests are gathered
 * for up to a second; a process that is killed outright may lose those.
 *
 * @throws Fault `SETTINGS_UNWRITABLE` when the log cannot be opened
 */
export function openPinoLog({ directory, maxBytes = 5 * 1024 * 1024, keep = 4 }: Options): Log & {
  /** Writes what was gathered. */
  flush(): void
  close(): Promise<void>
} {
  const file = openFile(directory, { maxBytes, keep })
  const logger = pino(
    {
      base: null,
      // For people, and because milliseconds since 1970 have as many digits as some cards.
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    file,
  )
  return {
    ...logTo(logger),
    // Past pino: its serialising and a system call for each line cost ten times as much (docs/operations.md).
    request: (line) => file.gather(requestText(line)),
    flush: () => file.flush(),
    close: async () => file.close(),
  }
}

function openFile(directory: string, options: { maxBytes: number; keep: number }): RotatingFile {
  try {
    makeOwnDirectory(directory)
    return new RotatingFile(join(directory, 'agent.log'), options)
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN'
    throw new Fault('SETTINGS_UNWRITABLE', `The log in ${directory} cannot be written (${code}).`)
  }
}

function logTo(logger: Logger): Omit<Log, 'request'> {
  return {
    info: (event, fields) => logger.info(lineOf(event, fields)),
    warn: (event, fields) => logger.warn(lineOf(event, fields)),
    error: (event, thrown, fields) => logger.error({ ...lineOf(event, fields), ...thrownAs(thrown) }),
  }
}

function lineOf(event: string, fields: LogFields = {}): object {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined)
  const kept = given.filter(([name]) => isPermitted(name))
  const dropped = given.length - kept.length
  return {
    event: redacted(event),
    ...Object.fromEntries(kept.map(([name, value]) => [name, redacted(value as string | number | boolean)])),
    ...(dropped > 0 && { droppedFields: dropped }),
  }
}

/** A fault is expected and says all in two words; of a bug, its place is needed too. */
function thrownAs(thrown: unknown): object {
  if (thrown instanceof Fault) return { code: thrown.code, detail: redacted(thrown.detail) }
  if (!(thrown instanceof Error)) return { error: `not an Error but a value of type ${typeof thrown}` }
  const { name, message, stack } = thrown
  return { error: redacted(name), message: redacted(message), ...(stack && { stack: redacted(stack, 4_000) }) }
}
