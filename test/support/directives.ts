import { hash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import { emptyContents } from '#contract/fleet/directives.ts'
import { type Directives, directivesKind } from '#core/directives/directives.ts'
import { signedText } from '#core/signing/signatures.ts'
import type { OfficeKey } from './packs.ts'

const dayMs = 24 * 60 * 60_000

/** Directives as head office signs them: for every till, valid for a month. */
export function signDirectives(office: OfficeKey, counter: number, given: Partial<Directives> = {}): string {
  const releasedAt = given.releasedAt ?? Date.now()
  const directives = {
    ...{ format: 1, channel: 'tills', counter, releasedAt, expiresAt: releasedAt + 30 * dayMs, rings: { '*': 100 } },
    ...emptyContents,
    ...given,
  }
  return signedText(directivesKind.name, directivesKind.context, directives, [office.privateKey])
}

/** A static host that has one file, and counts how often all of it was sent. */
export async function startHost() {
  const host = { text: '', sent: 0, asked: 0, url: '', stop: async () => {} }
  const server = createServer((request, response) => {
    host.asked += 1
    const etag = `"${hash('sha256', host.text)}"`
    if (host.text === '' || request.url !== '/updates/tills.fleet.json') return response.writeHead(404).end()
    if (request.headers['if-none-match'] === etag) return response.writeHead(304).end()
    host.sent += 1
    return response.writeHead(200, { ETag: etag }).end(host.text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  host.stop = async () => {
    server.closeAllConnections()
    server.close()
  }
  host.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/updates`
  return host
}
