import { existsSync, readFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { z } from 'zod'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'
import { Rings } from '#core/releases/rings.ts'

/** What was signed last, kept with the key, where no till and no host can write. */
const Ledger = z.strictObject({
  pack: z.int().nonnegative().default(0),
  /** By channel. */
  directives: z
    .record(
      z.string(),
      z.strictObject({
        counter: z.int().positive(),
        rings: Rings,
        /** Since when each till is barred. */
        barred: z.record(z.string(), z.int()).default({}),
      }),
    )
    .default({}),
})
export type Ledger = z.infer<typeof Ledger>

/** `fleet.ledger.json` for `fleet.pem`. @param source a PEM file, or env:NAME @throws Fault `INVALID_INPUT` */
export function ledgerBeside(source: string): string {
  if (!source.startsWith('env:')) return join(dirname(source), `${parse(source).name}.ledger.json`)
  throw new Fault('INVALID_INPUT', 'Say where the ledger is, because the key is in no file: --ledger FILE.', {
    issues: [],
  })
}

/** @throws Fault `FILE_UNREADABLE`: to begin anew would have every till refuse what is signed */
export function readLedger(path: string): Ledger {
  if (!existsSync(path)) return Ledger.parse({})
  try {
    return Ledger.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    throw new Fault('FILE_UNREADABLE', `The ledger "${path}" no longer says what was signed last.`)
  }
}

export function writeLedger(path: string, ledger: Ledger): void {
  writeWholeFile(path, `${JSON.stringify(ledger, null, 2)}\n`)
}
