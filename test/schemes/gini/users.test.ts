import { expect, test } from 'vitest'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { Secret } from '#core/base/secret.ts'
import type { Http, HttpRequest } from '#core/network/controlHttp.ts'
import { GiniUserCenter } from '#schemes/gini/userCenter.ts'
import { GiniUsers } from '#schemes/gini/users.ts'

const token = JSON.stringify({ access_token: 'token-of-somebody', token_type: 'bearer', expires_in: 3_600 })

/** A User Center that grants everything, and a vault that holds this user. */
function startUsers(stored: object) {
  const asked: HttpRequest[] = []
  const http: Http = {
    request: async (request) => {
      asked.push(request)
      const status = request.path === '/api/users' ? 201 : 200
      return { kind: 'reply', status, headers: {}, body: status === 200 ? token : '', latencyMs: 1 }
    },
  }
  let kept = new Secret(JSON.stringify(stored))
  const storage = {
    read: async () => kept,
    async write(secret: Secret | undefined) {
      kept = secret ?? kept
    },
  }
  const center = new GiniUserCenter(http, 'till-client', new Secret('hush'))
  const users = new GiniUsers(
    center,
    { clientId: 'till-client', emailDomain: 'till.example.com' },
    {
      storage,
      random: systemRandom,
    },
  )
  const calls = () => asked.map(({ path }) => path)
  return { users, calls, stored: () => JSON.parse(kept.reveal()) }
}

const made = { email: 'a@till.example.com', password: 'p', isMade: true }

test('the user of this client is logged in', async () => {
  const { users, calls } = startUsers({ ...made, clientId: 'till-client' })
  await users.logIn()
  expect(calls()).toEqual(['/oauth/token?grant_type=password'])
})

// Gini lets no other client log it in, and answers as if its secret were wrong.
test('the user of another client is left alone, and one of this client made', async () => {
  const { users, calls, stored } = startUsers({ ...made, clientId: 'client-before' })
  await users.logIn()
  expect(calls()).toContain('/api/users')
  expect(stored()).toMatchObject({ clientId: 'till-client', isMade: true })
  expect(stored().email).not.toBe(made.email)
})
