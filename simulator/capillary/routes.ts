import type { CloudResponse } from '#simulator/shared/response.ts'
import { type Call, familyOf, type TillCall } from './call.ts'
import { couponRedeemable, redeemCoupon } from './calls/coupon.ts'
import { addCustomers, getCustomers, updateCustomer } from './calls/customer.ts'
import { balance, customerDetails, lookup } from './calls/lookup.ts'
import { generateToken } from './calls/oauth.ts'
import { generateOtp, readOtp, validateOtp } from './calls/otp.ts'
import { pointsRedeemable, redeemPoints, validationCode } from './calls/points.ts'
import { login, organization, store } from './calls/store.ts'
import { addTransactions, addTransactionV2, getTransactions } from './calls/transaction.ts'
import { refusal } from './refusal.ts'
import type { CapillaryState } from './state.ts'

type Handler = (call: TillCall, state: CapillaryState) => CloudResponse

const handlers: Record<string, Handler> = {
  'GET /v1.1/store/login': login,
  'GET /v1.1/store/get': store,
  'GET /v1.1/organization/get': organization,
  'GET /v1.1/customer/get': getCustomers,
  'POST /v1.1/customer/add': addCustomers,
  'POST /v1.1/customer/update': updateCustomer,
  'GET /v1.1/points/validationcode': validationCode,
  'GET /v1.1/points/isredeemable': pointsRedeemable,
  'POST /v1.1/points/redeem': redeemPoints,
  'GET /v1.1/coupon/isredeemable': couponRedeemable,
  'POST /v1.1/coupon/redeem': redeemCoupon,
  'POST /v1.1/transaction/add': addTransactions,
  'GET /v1.1/transaction/get': getTransactions,
  'GET /v2/customers/lookup': lookup,
  'GET /v2/customers/lookup/customerDetails': customerDetails,
  'GET /v2/customers/points/balance': balance,
  'POST /v2/otp/generate': generateOtp,
  'POST /v2/otp/validate': validateOtp,
  'GET /v2/otp': readOtp,
  'POST /v2/transactions': addTransactionV2,
}

/** The handler of the one call that needs no credential; `undefined` for every other call. */
export function openHandlerOf(call: Call): ((call: Call, state: CapillaryState) => CloudResponse) | undefined {
  return isTokenCall(call) ? generateToken : undefined
}

/** `METHOD path` of a known call; `undefined` for any other. */
export function endpointOf(method: string, path: string): string | undefined {
  const endpoint = `${method} ${path}`
  if (isOtpInPath({ method, path })) return 'GET /v2/otp'
  return handlers[endpoint] !== undefined || isTokenCall({ method, path }) ? endpoint : undefined
}

/** Answers a call of an authenticated till; also called by the Auth Engine's gateway. */
export function handle(call: TillCall, state: CapillaryState): CloudResponse {
  const { method, path } = call
  const handler = handlers[`${method} ${path}`] ?? (isOtpInPath(call) ? readOtp : undefined)
  if (handler !== undefined) return handler(call, state)
  const family = familyOf(path)
  const isKnownPath = ['GET', 'POST'].some((candidate) => handlers[`${candidate} ${path}`] !== undefined)
  return isKnownPath
    ? refusal(state.assumptions, family, 405, 405, 'Method not allowed')
    : refusal(state.assumptions, family, state.assumptions.unknownPathStatus, 404, 'Resource not found')
}

function isTokenCall({ method, path }: Pick<Call, 'method' | 'path'>): boolean {
  return method === 'POST' && path === '/v3/oauth/token/generate'
}

function isOtpInPath({ method, path }: Pick<Call, 'method' | 'path'>): boolean {
  return method === 'GET' && path.startsWith('/v2/otp/') && path.includes('=')
}
