import type { CloudResponse } from '#simulator/shared/response.ts'

/** The codes of capillary.md 4.5. The texts are the simulator's own. */
export const refusals = {
  1502: 'The OTP could not be validated',
  1503: 'The OTP could not be generated',
  1504: 'The token could not be generated',
  1505: 'Invalid session',
  1506: 'Wrong OTP',
  1507: 'The mobile differs from the one of the session',
  1508: 'The device differs from the one of the session',
  1509: 'The brand differs from the one of the session',
  1515: 'User does not exist',
  1518: 'No tries left for this OTP',
  1519: 'Invalid details for respective API',
  1520: 'The password is empty',
  1521: 'The passwords do not match',
  1523: 'The password could not be changed',
  1524: 'Passwords are not enabled for this brand',
  1525: 'The token could not be regenerated',
  1526: 'The password could not be validated',
  1527: 'The new password equals the old one',
  1528: 'Wrong password',
  1529: 'The token has expired',
  1530: 'No tries left for the password',
  1531: 'The token could not be expired',
  1532: 'The password could not be reset',
  1534: 'The OTP quota of this customer is used up',
  1535: 'The OTP quota is set to 0',
  1537: 'No OTP was generated for these details',
  1540: 'Mobile or e-mail needed',
  1541: 'The identifier differs from the one of the session',
  1542: 'The password is too weak',
  1543: 'This user name is taken',
  1546: 'Invalid identifier type',
} as const

export type RefusalCode = keyof typeof refusals

/** Thrown by a call that is refused; `handlerOf` in authEngine.ts turns it into the response. */
export class Refused extends Error {
  readonly code: RefusalCode

  constructor(code: RefusalCode) {
    super(refusals[code])
    this.code = code
  }
}

/** Throws, for use in an expression: `found ?? refuse(1505)`. */
export function refuse(code: RefusalCode): never {
  throw new Refused(code)
}

/** A successful response (capillary.md 4.3). */
export function succeeded(content: object = {}): CloudResponse {
  return { status: 200, body: { status: { success: true, code: 200, message: 'SUCCESS' }, ...content } }
}

export function failed(httpStatus: number, code: number, message = messageOf(code)): CloudResponse {
  return { status: httpStatus, body: { status: { success: false, code, message } } }
}

function messageOf(code: number): string {
  return code in refusals ? refusals[code as RefusalCode] : 'As scripted'
}
