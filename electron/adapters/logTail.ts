import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { LogRow, LogTail } from '../core/supportBundle.ts'
import { isPermitted, redacted } from './logRedaction.ts'

/** What is looked at of one file: some 2 000 lines. */
const mostBytes = 1024 * 1024

const Value = z.union([z.string(), z.number(), z.boolean()])
const Line = z.looseObject({
  time: z.iso.datetime(),
  level: z.enum(['info', 'warn', 'error']),
  event: z.string(),
  stack: z.string().optional(),
})

interface Options {
  /** Where `agent.log` and the files set aside from it lie. */
  directory: string
  /** How many of those are kept. */
  keep?: number
  /** Writes what waits to be written. */
  flush(): void
}

/** What is in the log is filtered once more: another version, or another program, may have written to the file. */
export function openLogTail({ directory, keep = 4, flush }: Options): LogTail {
  return {
    rows(most) {
      flush()
      let lines: string[] = []
      for (let n = 0; n <= keep && lines.length < most; n += 1) {
        const path = join(directory, n === 0 ? 'agent.log' : `agent.log.${n}`)
        if (existsSync(path)) lines = [...lastLines(path), ...lines]
      }
      const rows = lines.slice(-most).map(rowFrom)
      const kept = rows.filter((row) => row !== undefined)
      return { rows: kept, dropped: rows.length - kept.length }
    },
  }
}

function lastLines(path: string): string[] {
  const descriptor = openSync(path, 'r')
  try {
    const { size } = fstatSync(descriptor)
    const bytes = Buffer.alloc(Math.min(size, mostBytes))
    const read = readSync(descriptor, bytes, 0, bytes.length, size - bytes.length)
    const lines = bytes.toString('utf8', 0, read).split('\n')
    // The first one began before.
    if (size > bytes.length) lines.shift()
    return lines.filter((line) => line !== '')
  } finally {
    closeSync(descriptor)
  }
}

function rowFrom(line: string): LogRow | undefined {
  const read = Line.safeParse(jsonIn(line))
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

/** Of a bug, where it was, in our own files' names: the message above may hold anything, and folders have people's names. */
function placesIn(stack: string): string {
  const places = stack.split('\n').flatMap((line) => {
    const [, name = '', file] =
      /^ +at (?:(?:async |new )?([\w.#$<>]{1,80}) \()?(?:.*[\\/])?([\w.-]{1,60}:\d+):\d+\)?$/.exec(line) ?? []
    return file === undefined ? [] : [`${name} ${file}`.trim()]
  })
  return places.slice(0, 12).join(' < ')
}

function jsonIn(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
