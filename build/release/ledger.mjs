// What was signed last, by channel, kept with the key: where no host and no till can write.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, parse } from 'node:path'
import { demand } from './signing.mjs'

/** `release.ledger.json` for `release.pem`. @param source a PEM file, or env:NAME */
export function ledgerBeside(source) {
  demand(!source.startsWith('env:'), 'Say where the ledger is, because the key is in no file: --ledger FILE')
  return join(dirname(source), `${parse(source).name}.ledger.json`)
}

/** @returns `undefined` when nothing of this channel was ever signed. @throws when the ledger cannot be read */
export function readLedger(file, channel) {
  if (!existsSync(file)) return undefined
  const entry = JSON.parse(readFileSync(file, 'utf8'))[channel]
  const { counter, floor, version, releasedAt, rings } = entry ?? {}
  const isWhole = Number.isSafeInteger(counter) && typeof floor === 'string' && typeof version === 'string'
  demand(
    !entry || (isWhole && Number.isSafeInteger(releasedAt) && rings),
    `${file} says no longer what was signed last.`,
  )
  return entry
}

export function writeLedger(file, channel, { counter, floor, version, releasedAt, rings }) {
  const others = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const ledger = { ...others, [channel]: { counter, floor, version, releasedAt, rings } }
  writeFileSync(`${file}.new`, `${JSON.stringify(ledger, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
