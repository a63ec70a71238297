import { readInputText } from '#adapters/files/inputFile.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'

/** Ten thousand tills with a hundred columns. */
const maxListBytes = 64 * 1024 * 1024

/** A till's values, by the names of their columns. */
export type TillRow = Readonly<Record<string, string>>

/**
 * Reads a list of tills: CSV (RFC 4180), its first line the names of the columns. It holds the secrets of all tills, so others
 * must not read it.
 *
 * @throws Fault `FILE_UNREADABLE` · `INVALID_INPUT`, which quotes no value
 */
export function readTillList(path: string): TillRow[] {
  const what = 'The list of tills'
  const read = readInputText(what, path, { maxBytes: maxListBytes, owner: 'this-user-or-root' })
  if (read.isWorldReadable)
    throw new Fault(
      'FILE_UNREADABLE',
      `${what} "${path}" is not read: every user of this machine can read the secrets in it.`,
      undefined,
      'Run: chmod o-r on it.',
    )
  return rowsIn(read.text, path)
}

/** @throws Fault `INVALID_INPUT` */
export function rowsIn(text: string, path: string): TillRow[] {
  const wrong = (message: string) => invalid([{ path: '', message }], `In "${path}": `)
  const records = recordsIn(text)
  if (!records) throw wrong('a quoted value does not end')
  const [names = [], ...rows] = records
  if (!names.includes('till')) throw wrong('the first line names the columns, and one of them is "till"')
  if (new Set(names).size !== names.length) throw wrong('two columns have one name')
  return rows.map((values, at) => {
    if (values.length !== names.length)
      throw wrong(`till ${at + 1} has ${values.length} values, and there are ${names.length} columns`)
    return Object.fromEntries(names.map((name, column) => [name, values[column] ?? '']))
  })
}

/** RFC 4180. @returns `undefined` when a quoted value does not end */
function recordsIn(text: string): string[][] | undefined {
  const records: string[][] = []
  let record: string[] = []
  let at = 0
  while (at < text.length) {
    const isQuoted = text[at] === '"'
    const end = isQuoted ? endOfQuoted(text, at) : endOfPlain(text, at)
    if (end === undefined) return undefined
    record.push(isQuoted ? text.slice(at + 1, end - 1).replaceAll('""', '"') : text.slice(at, end))
    at = text[end] === ',' ? end + 1 : end + (text.startsWith('\r\n', end) ? 2 : 1)
    if (text[end] === ',' && at < text.length) continue
    if (text[end] === ',') record.push('')
    if (record.some((value) => value !== '')) records.push(record)
    record = []
  }
  return records
}

function endOfPlain(text: string, from: number): number {
  let at = from
  while (at < text.length && text[at] !== ',' && text[at] !== '\n' && !text.startsWith('\r\n', at)) at += 1
  return at
}

/** Behind the closing quote. */
function endOfQuoted(text: string, from: number): number | undefined {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] !== '"') continue
    if (text[at + 1] !== '"') return at + 1
    at += 1
  }
  return undefined
}
