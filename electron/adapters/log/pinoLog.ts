import { join } from 'node:path'
import { type Logger, pino } from 'pino'
import { makeOwnDirectory } from '#adapters/system/ownDirectory.ts'
import { writeFailure } from '#adapters/system/systemError.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log, LogFields, LogState } from '#core/base/log.ts'
import { isPermitted, redacted } from './logRedaction.ts'
import { requestLogLine } from './requestLogLine.ts'
import { type LogDisk, RotatingFile } from './rotatingFile.ts'

interface Options {
  directory: string
  /** Size at which `agent.log` is rotated. */
  maxBytes?: number
  /** Number of rotated files. */
  keep?: number
  /** Stands in for the disk. */
  disk?: LogDisk
}

export interface PinoLog extends Log, LogState {
  /** Writes the gathered lines. */
  flush(): void
  close(): Promise<void>
}

/**
 * Writes one JSON line per event to `agent.log` in the directory, readable by this user only. Lines of requests are
 * gathered for up to a second, so a process that is killed may lose them.
 *
 * @throws Fault `SETTINGS_UNWRITABLE` when the log cannot be opened
 */
export function openPinoLog({ directory, maxBytes = 5 * 1024 * 1024, keep = 4, disk }: Options): PinoLog {
  const file = openFile(directory, { maxBytes, keep, lostLine, ...(disk && { disk }) })
  const logger = pino(
    {
      base: null,
      // ISO 8601, because milliseconds since 1970 have as many digits as some card numbers.
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: { level: (label) => ({ level: label }) },
    },
    file,
  )
  return {
    ...logTo(logger),
    // Not through pino, whose serialising and system call per line cost ten times as much (docs/operations.md).
    request: (line) => file.gather(requestLogLine(line)),
    flush: () => file.flush(),
    close: async () => file.close(),
    get lost() {
      return file.lost
    },
    get problem() {
      if (file.problem === undefined) return undefined
      const lines = file.lost === 1 ? '1 line is' : `${file.lost} lines are`
      return new Fault('LOG_UNAVAILABLE', `The log in ${directory} cannot be written: ${file.problem}. ${lines} lost.`)
    },
  }
}

/** Written before the first line that can be written again. */
function lostLine(count: number): string {
  const time = new Date().toISOString()
  return `${JSON.stringify({ level: 'warn', time, event: 'log-lines-lost', count })}\n`
}

function openFile(directory: string, options: ConstructorParameters<typeof RotatingFile>[1]): RotatingFile {
  try {
    makeOwnDirectory(directory)
    return new RotatingFile(join(directory, 'agent.log'), options)
  } catch (thrown) {
    throw new Fault('SETTINGS_UNWRITABLE', `The log in ${directory} cannot be written: ${writeFailure(thrown)}.`)
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
  const permitted = given.filter(([name]) => isPermitted(name))
  const dropped = given.length - permitted.length
  return {
    event: redacted(event),
    ...Object.fromEntries(permitted.map(([name, value]) => [name, redacted(value as string | number | boolean)])),
    ...(dropped > 0 && { droppedFields: dropped }),
  }
}

/** A fault is expected, so code and detail suffice. A bug also has its stack. */
function thrownAs(thrown: unknown): object {
  if (thrown instanceof Fault) return { code: thrown.code, detail: redacted(thrown.detail) }
  if (!(thrown instanceof Error)) return { error: `not an Error but a value of type ${typeof thrown}` }
  const { name, message, stack } = thrown
  return { error: redacted(name), message: redacted(message), ...(stack && { stack: redacted(stack, 4_000) }) }
}
