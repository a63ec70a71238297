import { expect, test } from 'vitest'
import { canaries } from '#test/support/canaries.ts'
import { startSchemeTill } from '#test/support/schemeTill.ts'
import { startUpstream } from '#test/support/upstream.ts'

const own = 'application/vnd.gini.v1+json'
const qr = 'application/vnd.gini.v5+qr+png'

// The QR picture of a payment request could not be asked for: each caller's Accept was replaced (gini.md 7).
test.each([
  [qr, qr],
  [`${qr}, ${own};q=0.5`, `${qr}, ${own};q=0.5`],
  [undefined, own],
  ['*/*', own],
  ['application/json', own],
  [`${qr}, text/html`, own],
  ['application/vnd.other.v1+json', own],
])('a caller that asks for %s gets %s', async (asked, expected) => {
  const upstream = await startUpstream()
  const entry = { scheme: 'gini-trusted', baseUrl: upstream.url, clientId: 'till', userIdentifier: 'store7' }
  const till = await startSchemeTill({ entry: { ...entry, clientSecret: canaries.oauthSecret } })
  const headers: Record<string, string> = asked === undefined ? {} : { accept: asked }
  await till.call('/paymentRequests/7', { headers })
  const sent = upstream.seen[0]?.rawHeaders ?? []
  expect(sent.filter((_, at) => at % 2 === 1 && /^accept$/i.test(sent[at - 1] ?? ''))).toEqual([expected])
})
