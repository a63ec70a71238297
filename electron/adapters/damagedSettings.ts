import { chmodSync, constants, copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Fault } from '../core/fault.ts'

/**
 * Sets a copy of a damaged settings file aside, once, and leaves the file where it is.
 *
 * @param why what is wrong with it; never a piece of it
 */
export function settingsDamaged(file: string, why: string): Fault {
  const opening = `The settings file ${file} is damaged: ${why}.`
  try {
    return new Fault('SETTINGS_DAMAGED', `${opening} A copy of it is in ${setAside(file)}.`)
  } catch (thrown) {
    const code = (thrown as NodeJS.ErrnoException).code ?? 'UNKNOWN'
    return new Fault(
      'SETTINGS_DAMAGED',
      `${opening} No copy could be set aside (${code}).`,
      undefined,
      'Make room in the data directory. Put a good settings file back, or move this one away and provision the till again.',
    )
  }
}

function setAside(file: string): string {
  const already = identicalCopy(file)
  if (already) return already
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const copy = join(dirname(file), `settings.damaged-${date}.json`)
  copyFileSync(file, copy, constants.COPYFILE_EXCL)
  chmodSync(copy, 0o600)
  return copy
}

function identicalCopy(file: string): string | undefined {
  const bytes = readFileSync(file)
  const folder = dirname(file)
  const names = readdirSync(folder).filter((name) => /^settings\.damaged-.*\.json$/.test(name))
  return names.map((name) => join(folder, name)).find((copy) => readFileSync(copy).equals(bytes))
}
