import type { AuthEngineOptions } from '#simulator/simulator.ts'
import { asha, clockAt, type Reply, startCloud } from './start.ts'

export const password = 'demo-password-1'
export const device = { brand: 'DocDemo', deviceId: 'till-7' }
export const ashaOnTill7 = { identifierType: 'MOBILE', identifierValue: asha, ...device }
export const codeOf = ({ body }: Reply) => body.status.code

export type Fields = Record<string, unknown>

/** The app of one customer, which keeps its session. */
export async function startApp(options: AuthEngineOptions = {}, identity: Fields = ashaOnTill7) {
  const clock = clockAt(Date.UTC(2026, 0, 1))
  const cloud = await startCloud({ now: clock.now, authEngine: options })
  let sessionId: string | undefined
  const call = (path: string, fields: Fields = {}) =>
    cloud.send('POST', `/auth/v1/${path}`, { json: { ...identity, ...(sessionId && { sessionId }), ...fields } })
  const session = async (fields: Fields = {}, family = '') => {
    const reply = await call(`${family}token/generate`, fields)
    sessionId = reply.body.user?.sessionId
    return reply
  }
  const latestCode = () => cloud.simulator.messages().at(-1)?.code ?? ''
  const logIn = async (family = '') => {
    await session({}, family)
    await call(`${family}otp/generate`)
    return call(`${family}otp/validate`, { otp: latestCode() })
  }
  return { cloud, clock, call, session, latestCode, logIn }
}

export const headersOf = (reply: Reply) => ({
  cap_authorization: reply.body.auth.token,
  cap_brand: 'DocDemo',
  cap_device_id: 'till-7',
  cap_identifier_type: 'MOBILE',
  cap_identifier_value: asha,
})

export type App = Awaited<ReturnType<typeof startApp>>

export function wrongCodes(times: number) {
  return async ({ call, session, latestCode }: App) => {
    await session()
    await call('otp/generate')
    const otp = latestCode() === '000000' ? '111111' : '000000'
    for (let attempt = 1; attempt < times; attempt++) await call('otp/validate', { otp })
    return call('otp/validate', { otp })
  }
}
