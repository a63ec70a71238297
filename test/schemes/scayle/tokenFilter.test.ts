import { expect, test } from 'vitest'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { CustomerSessions } from '#core/scheme/customerSessions.ts'
import type { CustomerCredential } from '#core/scheme/requestAuthenticator.ts'
import type { TokenPair } from '#schemes/scayle/api.ts'
import { extractTokens } from '#schemes/scayle/tokenFilter.ts'

const tokens = { access_token: 'a.b.c', refresh_token: 'def50aa' }

function extract(body: string, mayHaveToken = false) {
  const sessions = new CustomerSessions({ clock: systemClock, random: systemRandom })
  const pairs: TokenPair[] = []
  const extracted = extractTokens(
    body,
    { clientId: 'pos', owner: 'digest of its key', mayHaveToken },
    sessions,
    (pair) => {
      pairs.push(pair)
      return { close: () => {} } as CustomerCredential
    },
  )
  return { extracted, pairs, sessions: sessions.list('digest of its key') }
}

test('the tokens open a session, and others stand in their place that name it', () => {
  const { extracted, pairs, sessions } = extract(JSON.stringify({ token_type: 'Bearer', expires_in: 60, ...tokens }))
  expect(extracted.hasSignedIn).toBe(true)
  const handle = sessions[0]?.handle
  expect(JSON.parse(extracted.body)).toEqual({
    ...{ token_type: 'Bearer', expires_in: 60, customer: handle, refresh_token: handle },
    access_token: expect.stringMatching(new RegExp(`^[\\w-]+\\.[\\w-]+\\.${handle}$`)),
  })
  const [pair] = pairs
  expect([pair?.access.reveal(), pair?.refresh?.reveal(), pair?.lifetimeMs]).toEqual(['a.b.c', 'def50aa', 60_000])
})

test.each([
  [{ refresh_token: null, expires_in: null }, [undefined, undefined]],
  [{ refresh_token: null, expires_in: '60' }, [undefined, 60_000]],
  [{ expires_in: 0 }, ['def50aa', undefined]],
])('%j opens a session, too', (more, expected) => {
  const [pair] = extract(JSON.stringify({ ...tokens, ...more })).pairs
  expect([pair?.refresh?.reveal(), pair?.lifetimeMs]).toEqual(expected)
})

test('a client that may have tokens gets the access token, and never the refresh token', () => {
  const { extracted } = extract(JSON.stringify(tokens), true)
  const handle = expect.stringMatching(/^cs_/)
  expect(JSON.parse(extracted.body)).toEqual({ access_token: 'a.b.c', refresh_token: handle, customer: handle })
})

test.each(['{"id":1,"email":"a@example.com"}', '<p>not found</p>', '', 'null', '[]'])('%j passes as it is', (body) => {
  expect(extract(body).extracted).toEqual({ body, hasSignedIn: false })
})

test.each([
  ['deeper down', JSON.stringify({ data: tokens })],
  ['more of them beside a pair', JSON.stringify({ ...tokens, data: { refresh_token: 'def50bb' } })],
  ['escaped', '{"data":{"refresh\\u005ftoken":"def50aa"}}'],
  ['in a page', '<p>refresh_token=def50aa</p>'],
  ['in capital letters', JSON.stringify({ data: { Access_Token: 'a' } })],
  ['an access token that fits in no header', JSON.stringify({ access_token: 'a\r\nb' })],
])('tokens %s are refused, and open nothing', (_, body) => {
  expect(() => extract(body)).toThrow(expect.objectContaining({ code: 'UPSTREAM_ANSWER_INVALID' }))
})
