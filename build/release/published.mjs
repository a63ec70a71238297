// node build/release/published.mjs --feed URL --to FOLDER   reads what is published now, to be verified by the signing
// command. Only "not found" means that there is nothing, and only where the plan says so: a host that is ill, or that
// pretends to be empty, must not start the counter anew.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { maxSignedBytes } from '#core/releases/releaseSignature.ts'
import { channels, planFile } from './plannedRelease.mjs'
import { demand } from './signing.mjs'

const timeoutMs = 30_000

try {
  const { values } = parseArgs({
    options: { feed: { type: 'string' }, to: { type: 'string' }, plan: { type: 'string', default: planFile } },
  })
  demand(values.feed && values.to, 'Usage: node build/release/published.mjs --feed URL --to FOLDER')
  const { first } = JSON.parse(readFileSync(values.plan, 'utf8'))
  mkdirSync(values.to, { recursive: true })
  for (const channel of channels) {
    const bytes = await readChannelOf(values.feed, channel)
    demand(
      bytes || first.includes(channel),
      `The host shows no ${channel}, and the plan does not say that it never did.`,
    )
    if (bytes) writeFileSync(join(values.to, `${channel}.signed.json`), bytes)
    process.stdout.write(`${channel}: ${bytes ? `${bytes.length} bytes` : 'never published'}\n`)
  }
} catch (thrown) {
  process.stderr.write(`${thrown.message}\n`)
  process.exitCode = 2
}

/** @returns `undefined` only for 404. @throws for any other answer, and for none */
async function readChannelOf(feed, channel) {
  const url = `${feed}/${channel}.signed.json`
  demand(isAllowed(new URL(url)), `${feed} is not read by https.`)
  const response = await fetch(url, { redirect: 'error', cache: 'no-store', signal: AbortSignal.timeout(timeoutMs) })
  if (response.status === 404) return undefined
  demand(response.status === 200, `${url} answered ${response.status}.`)
  const parts = []
  let size = 0
  for await (const part of response.body) {
    size += part.length
    demand(size <= maxSignedBytes, `${url} is larger than any signed release.`)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function isAllowed({ protocol, hostname }) {
  return protocol === 'https:' || hostname === '127.0.0.1'
}
