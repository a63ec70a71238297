import { readFileSync } from 'node:fs'
import { writePublicFile } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { parseJson } from '#core/base/parseJson.ts'
import type { SignedReport } from './report.ts'
import { reportPage } from './reportPage.ts'

/** Writes the report, and beside it the page to print. @throws Fault `INVALID_INPUT` where the file cannot be written */
export function writeReport(file: string, signed: SignedReport): void {
  try {
    writePublicFile(file, `${JSON.stringify(signed, undefined, 2)}\n`)
    writePublicFile(`${file.replace(/\.json$/i, '')}.html`, reportPage(signed))
  } catch (thrown) {
    const message = `${file} could not be written (${(thrown as NodeJS.ErrnoException).code})`
    throw invalid([{ path: '--report', message }])
  }
}

/** @throws Fault `FILE_UNREADABLE` where it is no report */
export function readReport(file: string): SignedReport {
  const text = readText(file)
  const signed = parseJson(text) as Partial<SignedReport> | undefined
  if (typeof signed?.report?.pos === 'string' && typeof signed.signature === 'string' && signed.publicKey)
    return signed as SignedReport
  throw new Fault('FILE_UNREADABLE', `${file} is no report of a certification.`)
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (thrown) {
    throw new Fault('FILE_UNREADABLE', `${file} could not be read (${(thrown as NodeJS.ErrnoException).code}).`)
  }
}
