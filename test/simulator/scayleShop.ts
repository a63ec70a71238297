import type { ScayleOptions } from '#simulator/simulator.ts'
import { basic, clockAt, type Reply, startCloud } from './start.ts'

export const client = basic('5', 'demo-scayle-secret')
export const asha = { email: 'asha.example@example.com', password: 'demo-password-1', shop_id: 1000 }
export const newcomer = {
  first_name: 'Nora',
  last_name: 'Neu',
  email: 'nora.neu@example.com',
  gender: 'f',
  shop_id: 1000,
}
export const start = Date.UTC(2026, 0, 1)

export const bearer = ({ body }: Reply) => ({ Authorization: `Bearer ${body.access_token}`, 'X-Shop-Id': '1000' })

export async function startShop(assumptions: ScayleOptions['assumptions'] = {}) {
  const clock = clockAt(start)
  const cloud = await startCloud({ now: clock.now, scayle: { assumptions } })
  const asClient = (method: string, path: string, json: unknown) =>
    cloud.send(method, `/v1${path}`, { headers: client, json })
  return {
    cloud,
    clock,
    asClient,
    logIn: (as: object = asha) => asClient('POST', '/auth/login', as),
    refresh: (pair: Reply) =>
      asClient('POST', '/oauth/token', { grant_type: 'refresh_token', refresh_token: pair.body.refresh_token }),
    isValid: async (pair: Reply) =>
      (await cloud.send('GET', '/v1/oauth/token/validate', { headers: bearer(pair) })).status === 200,
  }
}
