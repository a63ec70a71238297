import { existsSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs'
import type { JournaledSale, SalesJournal } from './transactions.ts'

/** One transaction a line, for as long as this process lives. A line that a kill has cut short was never answered, and is removed. */
export function openSalesJournal(path: string): SalesJournal {
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  if (whole.length < text.length) truncateSync(path, Buffer.byteLength(whole))
  const kept = salesIn(whole)
  const file = openSync(path, 'a', 0o600)
  return { sales: () => kept, append: (sale) => void writeSync(file, `${JSON.stringify(sale)}\n`) }
}

/** @param text whole lines */
export function salesIn(text: string): JournaledSale[] {
  return text.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as JournaledSale]))
}
