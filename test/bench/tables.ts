import type { Results } from './measure.ts'
import { outboxCosts } from './outbox.ts'
import { linkFigures, linkModes } from './storeLink.ts'
import type { Row } from './summary.ts'
import { type TelemetrySlice, telemetryRows } from './telemetry.ts'

/** A header row and data rows, as text. */
export interface Table {
  head: readonly string[]
  rows: readonly (readonly string[])[]
}

export function loadTable(rows: readonly Row[]): Table {
  return {
    head: [
      'answer, connections',
      'by way of',
      'requests/s',
      '× nginx',
      '× direct',
      'p50 ms',
      '× nginx',
      'p99 ms',
      '× nginx',
      'CPU µs/request',
      '× nginx',
      '× bare client',
      'RSS MiB',
    ],
    rows: rows.map(({ load, variant, value, ofNginx, ofDirect, ofBareClient }) => {
      const isBetween = variant !== 'direct'
      return [
        load,
        variant,
        Math.round(value.requestsPerSecond).toLocaleString('en'),
        ofNginx.requestsPerSecond.toFixed(2),
        ofDirect.requestsPerSecond.toFixed(2),
        value.p50Ms.toFixed(3),
        ofNginx.p50Ms.toFixed(2),
        value.p99Ms.toFixed(2),
        ofNginx.p99Ms.toFixed(2),
        isBetween ? value.cpuMicrosPerRequest.toFixed(1) : '–',
        isBetween ? ofNginx.cpuMicrosPerRequest.toFixed(2) : '–',
        isBetween ? ofBareClient.cpuMicrosPerRequest.toFixed(2) : '–',
        isBetween ? value.rssMib.toFixed(0) : '–',
      ]
    }),
  }
}

export function telemetryTable(slices: readonly TelemetrySlice[]): Table {
  return {
    head: ['telemetry', 'requests/s', '× off', 'p50 ms', 'p99 ms', 'CPU µs/request'],
    rows: telemetryRows(slices).map(
      ({ mode, ofOff, median: { requestsPerSecond, p50Ms, p99Ms, cpuMicrosPerRequest } }) => [
        ...[mode, Math.round(requestsPerSecond).toLocaleString('en'), ofOff.toFixed(2)],
        ...[p50Ms.toFixed(3), p99Ms.toFixed(2), cpuMicrosPerRequest.toFixed(1)],
      ],
    ),
  }
}

export function linkTable({ link }: Results): Table {
  const figures = linkFigures(link)
  return {
    head: ['by way of', 'requests', 'p50 ms', 'p99 ms', '× direct, new TLS'],
    rows: linkModes.map((mode) => {
      const { p50Ms, p99Ms, ofDirect } = figures[mode]
      return [mode, String(link[mode].length), p50Ms.toFixed(1), p99Ms.toFixed(1), ofDirect.toFixed(2)]
    }),
  }
}

export function startTable({ start }: Results): Table {
  return {
    head: ['command', 'ms', 'CPU ms'],
    rows: start.commands.map(({ name, wallMs, cpuMs }) => [name, wallMs.toFixed(0), cpuMs.toFixed(0)]),
  }
}

export function idleTable({ start: { idle } }: Results): Table {
  const { rssMib, cpuMicrosPerSecond, wakeUpsPerSecond } = idle
  return {
    head: ['idle MiB', 'CPU µs a second', 'wake-ups a second'],
    rows: [[rssMib.toFixed(0), cpuMicrosPerSecond.toFixed(0), wakeUpsPerSecond.toFixed(1)]],
  }
}

export function memoryTable({ memory }: Results): Table {
  const { idleMib, loadedMib, loadedMaxMib, aboveIdleMib, requests, growthMibPer100k } = memory
  return {
    head: ['idle MiB', 'middle under load', 'most under load', 'above idle', 'requests', 'growth over 100,000'],
    rows: [
      [
        idleMib.toFixed(0),
        loadedMib.toFixed(0),
        loadedMaxMib.toFixed(0),
        aboveIdleMib.toFixed(0),
        requests.toLocaleString('en'),
        `${growthMibPer100k.toFixed(1)} MiB`,
      ],
    ],
  }
}

export function outboxTable({ outbox }: Results): Table {
  const { kept, plain, sync, cost } = outboxCosts(outbox)
  const rate = (perSecond: number) => Math.round(perSecond).toLocaleString('en')
  return {
    head: [
      'p50 ms',
      'without the outbox',
      'bare append and sync',
      'cost',
      'kept/s, 64 callers',
      'commits/s, 1',
      'commits/s, 64',
    ],
    rows: [
      [
        ...[kept, plain, sync, cost].map((ms) => ms.toFixed(2)),
        ...[outbox.keptPerSecond, outbox.singleCommits, outbox.groupedCommits].map(rate),
      ],
    ],
  }
}

/** The table as text for a terminal. */
export function inColumns({ head, rows }: Table): string {
  const widths = head.map((title, at) => Math.max(title.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells.map((cell, at) => (at < 2 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join('  ')
  return [head, ...rows].map(line).join('\n')
}

export function inMarkdown({ head, rows }: Table): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [head, head.map(() => '---'), ...rows].map(line).join('\n')
}
