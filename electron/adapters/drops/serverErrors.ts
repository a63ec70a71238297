import { DropServerError } from '#core/drops/server.ts'

const reasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNRESET: 'the connection broke',
  EPIPE: 'the connection broke',
  ETIMEDOUT: 'it did not answer in time',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no way to it',
}

/** @param code of the system, where there is one */
export function unreachable(host: string, port: number, code: unknown): DropServerError {
  const reason = typeof code === 'string' ? (reasons[code] ?? code) : 'it did not answer in time, or broke off'
  return new DropServerError('unreachable', `${host}, port ${port}: ${reason}.`)
}
