import type { AuditRow } from '#contract/audit.ts'
import type { ClientView } from '#contract/client.ts'
import type * as contract from '#contract/doctor.ts'
import type { SettingView } from '#contract/setting.ts'
import type { Status as PresentedStatus } from '#contract/status.ts'
import type { RecentRequest, RefusalCount, UpstreamLatency } from '#contract/traffic.ts'
import type { UpstreamSummary } from '#core/upstreams/summary.ts'
import type { CrashReport } from './crashReports.ts'
import type { Diagnosis } from './finding.ts'
import type { Status } from './status.ts'

/** The parts of the agent that a bundle is made from. */
export interface BundleSources {
  status(): Status
  settings(): SettingView[]
  upstreams(): UpstreamSummary[]
  clients(): ClientView[]
  diagnosis(): Promise<Diagnosis>
  requests(): RecentRequest[]
  latency(): UpstreamLatency[]
  refusals(): RefusalCount[]
  /** Newest first. @throws Fault `AUDIT_UNAVAILABLE` */
  audit(maxRows: number): AuditRow[]
  crashes(): readonly CrashReport[]
  /** Absent where the agent writes no log. */
  log?: LogTail | undefined
}

/** Makes sentences of findings and concerns. */
export interface BundleWords {
  status(status: Status): PresentedStatus
  diagnosis(diagnosis: Diagnosis): contract.Diagnosis
}

/** One event of the log, with permitted fields alone. */
export type LogRow = Record<string, string | number | boolean>

/** The end of the log. */
export interface LogTail {
  /**
   * The newest rows, oldest first.
   *
   * @returns `dropped` counts lines that are no rows
   * @throws a system error when the log cannot be read
   */
  rows(max: number): { rows: LogRow[]; dropped: number }
}

/** Packs files into a zip: the same files always make the same bytes. */
export type Archive = (files: { name: string; text: string }[]) => Promise<Uint8Array>
