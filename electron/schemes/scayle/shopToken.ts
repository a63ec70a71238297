import { createHmac } from 'node:crypto'
import { Fault } from '#core/base/fault.ts'
import { Secret } from '#core/base/secret.ts'

/** A JWT of the shop's: HS256 with its secret, as checkouts and logins at a provider begin with (scayle.md 6, 7). */
export function signForShop(claims: object, shopSecret: Secret): Secret {
  const text = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`
  return new Secret(`${text}.${createHmac('sha256', shopSecret.reveal()).update(text).digest('base64url')}`)
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url')
}

/** @param purpose such as `a checkout` */
export function noShopSecret(purpose: string): Fault<'UPSTREAM_NOT_READY'> {
  return new Fault(
    'UPSTREAM_NOT_READY',
    `The upstream has no shop secret to sign ${purpose} with.`,
    { retryAfterSeconds: 60 },
    'Give it one as shopSecret; the SCAYLE Panel shows it with the shop.',
  )
}
