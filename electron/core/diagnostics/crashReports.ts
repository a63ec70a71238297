import { z } from 'zod'
import { Instant } from '#contract/values.ts'
import type { Clock } from '#core/base/clock.ts'
import { placesIn } from './stackPlaces.ts'

/** `uncaught`: an error that nothing caught ended the process · `page`: the page of the window crashed. */
const crashKinds = ['uncaught', 'page'] as const
export type CrashKind = (typeof crashKinds)[number]

/** No message and no value: they may hold whatever the failing code worked with. */
export const CrashReport = z.object({
  at: Instant,
  version: z.string(),
  kind: z.enum(crashKinds),
  /** The class of the error, or Chromium's reason. */
  name: z.string(),
  /** Of the system, such as ENOSPC. */
  code: z.string().optional(),
  /** Functions and files of the stack, without folders. */
  places: z.string(),
})
export type CrashReport = z.infer<typeof CrashReport>

const CrashRecord = z.object({
  counts: z.object({ uncaught: z.int().nonnegative(), page: z.int().nonnegative() }),
  /** Oldest first. */
  reports: z.array(CrashReport),
})

/** Keeps the record when the process ends right afterwards. */
export interface CrashStore {
  /** Whatever lies there; `undefined` for nothing. */
  read(): unknown
  /** Returns when it is on the disk. @throws a system error */
  write(record: object): void
}

interface Deps {
  store: CrashStore
  clock: Clock
  version: string
}

const maxReports = 20

/** What is known of the crashes on this till, over all its runs. */
export class CrashReports {
  readonly #deps: Deps
  #record: z.infer<typeof CrashRecord>

  constructor(deps: Deps) {
    this.#deps = deps
    const read = CrashRecord.safeParse(deps.store.read())
    this.#record = read.success ? read.data : { counts: { uncaught: 0, page: 0 }, reports: [] }
  }

  /** Newest last. */
  list(): readonly CrashReport[] {
    return this.#record.reports
  }

  /** Since the record was begun. */
  get counts(): Readonly<Record<CrashKind, number>> {
    return this.#record.counts
  }

  /** Never throws: a disk that does not take the report costs the report alone. */
  uncaught(thrown: unknown): void {
    const { name, code, stack } = factsOf(thrown)
    this.#add({ kind: 'uncaught', name, ...(code !== undefined && { code }), places: placesIn(stack) })
  }

  /** @param reason as Chromium says it, such as `oom` */
  page(reason: string): void {
    this.#add({ kind: 'page', name: reason.slice(0, 40), places: '' })
  }

  #add(crash: Omit<CrashReport, 'at' | 'version'>): void {
    const { store, clock, version } = this.#deps
    const { counts, reports } = this.#record
    this.#record = {
      counts: { ...counts, [crash.kind]: counts[crash.kind] + 1 },
      reports: [...reports, { at: clock.now(), version, ...crash }].slice(-maxReports),
    }
    try {
      store.write(this.#record)
    } catch {
      // The log says that the disk is full or away.
    }
  }
}

/** Names and codes are words of programs; what is none may be text from outside. */
const word = /^[A-Za-z_][A-Za-z0-9_]{0,59}$/

function factsOf(thrown: unknown): { name: string; code: string | undefined; stack: string } {
  if (!(thrown instanceof Error)) return { name: typeof thrown, code: undefined, stack: '' }
  const { code } = thrown as NodeJS.ErrnoException
  return {
    name: word.test(thrown.name) ? thrown.name : 'Error',
    code: typeof code === 'string' && word.test(code) ? code : undefined,
    stack: thrown.stack ?? '',
  }
}
