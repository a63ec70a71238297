import { writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Bundle } from '../contract/bundle.ts'
import { Fault } from '../core/fault.ts'
import { invalid } from '../core/issues.ts'

/**
 * Puts a bundle into a new file, for this user alone. Answers with the whole path.
 *
 * @throws Fault `ALREADY_EXISTS` rather than overwrite anything · `INVALID_INPUT` when it cannot be written there
 */
export function keepBundle({ fileName, content }: Bundle, out = fileName): string {
  const file = resolve(out)
  try {
    writeFileSync(file, Buffer.from(content, 'base64'), { flag: 'wx', mode: 0o600 })
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
