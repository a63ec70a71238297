import { fstatSync } from 'node:fs'
import { join } from 'node:path'
import { writeWholeFile } from '#adapters/system/wholeFile.ts'
import { newKeyText } from './keyText.ts'

/** Clients that were made with a key of their own. */
export type NewKeys = readonly { client: { id: string }; key: string }[]

/**
 * Whether standard output is kept where others may read it: in a file, or in the journal of the system, which names its
 * stream in JOURNAL_STREAM (systemd.exec(5)). A terminal and a program that reads are not that.
 */
export function isOutputKept(env: NodeJS.ProcessEnv = process.env): boolean {
  try {
    const stream = fstatSync(1)
    return stream.isFile() || env.JOURNAL_STREAM === `${stream.dev}:${stream.ino}`
  } catch {
    return true
  }
}

/** New keys as sentences; where output is kept, in a file of this user alone that the sentences name. @throws a system error */
export function newKeyLines(newKeys: NewKeys, dataDir: string, isKept = isOutputKept()): string[] {
  if (newKeys.length === 0) return []
  if (!isKept) return newKeys.map(newKeyText)
  const path = join(dataDir, 'new-keys.json')
  writeWholeFile(
    path,
    `${JSON.stringify(
      newKeys.map(({ client, key }) => ({ client: client.id, key })),
      null,
      2,
    )}\n`,
  )
  const names = newKeys.map(({ client }) => `"${client.id}"`).join(', ')
  return [
    `New: ${names}. Output is kept here, so the keys are in ${path}, for this user alone. Give them to their programs, then remove the file.`,
  ]
}
