import { existsSync, readFileSync, rmSync } from 'node:fs'
import { dirname, isAbsolute } from 'node:path'
import { z } from 'zod'
import { makeOwnDirectory } from '#adapters/system/ownDirectory.ts'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { Fault } from '#core/base/fault.ts'

const Pointer = z.object({ dataDir: z.string().refine(isAbsolute) })

/**
 * The data directory that a file names.
 *
 * @returns `undefined` where there is no such file
 * @throws Fault `FILE_UNREADABLE` when it names none, or one that is not there: a till whose disk is missing must not start as new
 */
export function readDataDirPointer(file: string): string | undefined {
  if (!existsSync(file)) return undefined
  const remedy = `Name it anew with "till-agent data-dir use DIRECTORY", or go back with "till-agent data-dir usual".`
  const dataDir = parse(file)
  if (dataDir === undefined)
    throw new Fault('FILE_UNREADABLE', `${file} does not name a data directory.`, undefined, remedy)
  if (existsSync(dataDir)) return dataDir
  const detail = `The data directory ${dataDir} is not there. It is named in ${file}.`
  throw new Fault('FILE_UNREADABLE', detail, undefined, `Connect its disk. ${remedy}`)
}

function parse(file: string): string | undefined {
  try {
    return Pointer.parse(JSON.parse(readFileSync(file, 'utf8'))).dataDir
  } catch {
    return undefined
  }
}

/** From the next start on. Makes the directory. @throws a system error */
export function writeDataDirPointer(file: string, dataDir: string): void {
  for (const directory of [dirname(file), dataDir]) makeOwnDirectory(directory)
  writeWholeFile(file, `${JSON.stringify({ dataDir })}\n`)
}

/** The usual directory counts again. @throws a system error */
export function removeDataDirPointer(file: string): void {
  rmSync(file, { force: true })
}
