import { describe, expect, test } from 'vitest'
import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { CustomerSessions } from '#core/scheme/customerSessions.ts'
import { capillaryRules } from '#schemes/capillary/rules.ts'
import { scayleRules } from '#schemes/scayle/rules.ts'
import { extractTokens } from '#schemes/scayle/tokenFilter.ts'

test.each(['x-cap-api-oauth-token', 'cap-authorization', 'cap-brand'])('%s is set by the agent alone', (header) => {
  expect(capillaryRules.ownsHeader(header, {})).toBe(true)
})

describe('scayle', () => {
  test.each(['POST', 'PUT', 'PATCH', 'QUERY'])('a caller renews nothing by %s', (method) => {
    const body = Buffer.from('{"grant_type":"refresh_token","refresh_token":"def50"}')
    const request = { method, path: '/oauth/token', query: '', body }
    expect(() => scayleRules.examine(request)).toThrow(expect.objectContaining({ code: 'BODY_REFUSED' }))
  })

  test.each(['access_token', 'refresh_token', 'ACCESS_TOKEN', 'Refresh_Token'])('%s in another place', (name) => {
    const sessions = new CustomerSessions({ clock: systemClock, random: systemRandom })
    const client = { clientId: 'pos', owner: 'digest', mayHaveToken: false }
    const open = () => {
      throw new Error('nobody signed in')
    }
    expect(() => extractTokens(JSON.stringify({ data: { [name]: 'x' } }), client, sessions, open)).toThrow(
      expect.objectContaining({ code: 'UPSTREAM_ANSWER_INVALID' }),
    )
  })
})
