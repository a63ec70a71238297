import type { AuthEngineOptions } from '#simulator/simulator.ts'
import { type CloudTill, startCloudTill } from '#test/schemes/cloudTill.ts'

interface Options extends Omit<Parameters<typeof startCloudTill>[0], 'simulator' | 'entry'> {
  authEngine?: AuthEngineOptions
  /** Settings in place of the device id. */
  more?: object
}

/** A till whose customers sign in to the brand of the simulated Auth Engine, by the code of the latest message. */
export interface BrandTill extends CloudTill {
  latestCode(): string
}

export async function startBrandTill(options: Options = {}): Promise<BrandTill> {
  const { authEngine = {}, more = { deviceId: 'till-7' }, ...rest } = options
  const till = await startCloudTill({
    ...rest,
    simulator: { authEngine },
    entry: (url) => ({
      ...{ scheme: 'capillary-customer', baseUrl: `${url}/mobile`, authBaseUrl: url, brand: 'DocDemo' },
      ...more,
    }),
  })
  return { ...till, latestCode: () => till.simulator.messages().at(-1)?.code ?? '' }
}

export const families = ['mobile', 'web'] as const
export type Family = (typeof families)[number]

/** The settings of each family, and what its calls say of the device. */
export const settingsOf = (family: Family) => (family === 'web' ? { family } : { family, deviceId: 'till-7' })
export const deviceOf = (family: Family) =>
  family === 'web' ? { brand: 'DocDemo' } : { brand: 'DocDemo', deviceId: 'till-7' }
/** Where the calls of each family are. */
export const pathOf = (family: Family, operation: string) => `/auth/v1/${family === 'web' ? 'web/' : ''}${operation}`

export const asha = '919999999993'
export const ashasPassword = 'demo-password-1'
export const who = { identifierType: 'MOBILE', identifierValue: asha }
export const profile = '/v2/api/customer/get'
export const customersPath = '/v1/upstreams/cloud/customers'

export interface Started {
  customer: string
  state: string
  registeredForPassword: boolean
  signInPolicy?: object
}

/** A POS at a brand's till, which signs customers in by the agent's own calls. */
export async function startBrandPos(options: Parameters<typeof startBrandTill>[0] = {}) {
  const till = await startBrandTill(options)
  const { simulator, latestCode } = till
  const post = (path: string, body?: object) => till.askJson('POST', path, body)
  const start = async (as: object = who) => (await (await post(customersPath, as)).json()) as Started
  const step = (customer: string, name: string, body?: object) => post(`${customersPath}/${customer}/${name}`, body)
  const outcome = async (customer: string, name: string, body?: object) =>
    ((await (await step(customer, name, body)).json()) as { outcome?: string }).outcome
  const signIn = async () => {
    const { customer } = await start()
    await step(customer, 'send-code')
    await step(customer, 'code', { code: latestCode() })
    return customer
  }
  const get = (customer: string, path = profile) => till.call(path, { headers: { 'Till-Agent-Customer': customer } })
  const renewals = () => simulator.seen().filter(({ path }) => path.endsWith('/token/regenerate'))
  return { simulator, till, post, start, step, outcome, latestCode, signIn, get, renewals }
}
