import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { parseJson } from '#core/base/parseJson.ts'
import type { LogRow, LogTail } from '#core/diagnostics/bundleSources.ts'
import { placesIn } from '#core/diagnostics/stackPlaces.ts'
import { isPermitted, redacted } from './logRedaction.ts'

/** Read from the end of each file: some 2 000 lines. */
const maxBytes = 1024 * 1024

const Value = z.union([z.string(), z.number(), z.boolean()])
const Line = z.looseObject({
  time: z.iso.datetime(),
  level: z.enum(['info', 'warn', 'error']),
  event: z.string(),
  stack: z.string().optional(),
})

interface Options {
  /** The directory of `agent.log` and its rotated files. */
  directory: string
  /** Number of rotated files. */
  keep?: number
  /** Writes the gathered lines to the file. */
  flush(): void
}

/** Reads the newest lines of the log. They are redacted again: another version or program may have written them. */
export function openLogTail({ directory, keep = 4, flush }: Options): LogTail {
  return {
    rows(max) {
      flush()
      let lines: string[] = []
      for (let n = 0; n <= keep && lines.length < max; n += 1) {
        const path = join(directory, n === 0 ? 'agent.log' : `agent.log.${n}`)
        if (existsSync(path)) lines = [...lastLines(path), ...lines]
      }
      const rows = lines.slice(-max).map(rowFrom)
      const valid = rows.filter((row) => row !== undefined)
      return { rows: valid, dropped: rows.length - valid.length }
    },
  }
}

function lastLines(path: string): string[] {
  const descriptor = openSync(path, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const bytes = Buffer.alloc(Math.min(size, maxBytes))
    const read = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
    const lines = bytes.toString('utf8', 0, read).split('\n')
    // The first line is cut off.
    if (size > bytes.length) lines.shift()
    return lines.filter((line) => line !== '')
  } finally {
    closeSync(descriptor)
  }
}

/** @returns `undefined` for a line that is no row */
export function rowFrom(line: string): LogRow | undefined {
  const read = Line.safeParse(parseJson(line))
  if (!read.success) return undefined
  const { time, level, event, stack, ...fields } = read.data
  const permitted = Object.entries(fields).flatMap(([name, value]) => {
    const known = isPermitted(name) ? Value.safeParse(value) : undefined
    return known?.success ? [[name, redacted(known.data)] as const] : []
  })
  const places = stack === undefined ? '' : placesIn(stack)
  return {
    ...{ time, level, event: String(redacted(event)) },
    ...Object.fromEntries(permitted),
    ...(places && { places }),
  }
}
