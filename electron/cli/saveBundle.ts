import { resolve } from 'node:path'
import { writeNewFile } from '#adapters/system/wholeFile.ts'
import type { Bundle } from '#contract/reports/bundle.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'

/**
 * Writes a support bundle into a new file that only this user may read.
 *
 * @returns the absolute path
 * @throws Fault `ALREADY_EXISTS`: no file is ever overwritten · `INVALID_INPUT` when the file cannot be written
 */
export function saveBundle({ fileName, content }: Bundle, out = fileName): string {
  const file = resolve(out)
  try {
    writeNewFile(file, Buffer.from(content, 'base64'))
    return file
  } catch (thrown) {
    const { code = 'UNKNOWN' } = thrown as NodeJS.ErrnoException
    if (code !== 'EEXIST') throw invalid([{ path: '--out', message: `${file} cannot be written (${code})` }])
    throw new Fault(
      'ALREADY_EXISTS',
      `There is already a file ${file}.`,
      undefined,
      'Choose another name with --out, or remove that file first.',
    )
  }
}
