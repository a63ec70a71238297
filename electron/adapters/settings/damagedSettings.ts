import { readdirSync, readFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { writeNewFile } from '#adapters/system/wholeFile.ts'
import { Fault, type FaultRemedy } from '#core/base/fault.ts'
import { parseJson } from '#core/base/parseJson.ts'
import { readSettings } from './readSettings.ts'

/**
 * Copies a damaged settings file to `settings.damaged-<date>.json`, unless such a copy exists, and leaves the file.
 *
 * @param why what is wrong with the file, without a piece of its content
 * @returns the fault to throw
 */
export function settingsDamaged(file: string, why: string): Fault {
  const opening = `The settings file ${file} is damaged: ${why}.`
  try {
    return new Fault('SETTINGS_DAMAGED', `${opening} A copy of it is in ${makeCopy(file)}.`, undefined, remedyFor(file))
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

/** The settings before the last change never return by themselves: a key that was revoked would be good again. */
function remedyFor(file: string): FaultRemedy {
  const before = `${file}.before`
  if (!isSettings(before)) return { usualFor: 'SETTINGS_DAMAGED' }
  return `The settings before the last change are in ${before}. Rename that file to ${basename(file)}, then make the last change again.`
}

function isSettings(file: string): boolean {
  try {
    return readSettings(parseJson(readFileSync(file, 'utf8'))).success
  } catch {
    return false
  }
}

function makeCopy(file: string): string {
  const existing = identicalCopy(file)
  if (existing) return existing
  const date = new Date().toISOString().replaceAll(/[:.]/g, '-')
  const copy = join(dirname(file), `settings.damaged-${date}.json`)
  writeNewFile(copy, readFileSync(file))
  return copy
}

function identicalCopy(file: string): string | undefined {
  const bytes = readFileSync(file)
  const folder = dirname(file)
  const names = readdirSync(folder).filter((name) => /^settings\.damaged-.*\.json$/.test(name))
  return names.map((name) => join(folder, name)).find((copy) => readFileSync(copy).equals(bytes))
}
