import type { Clock } from '#core/base/clock.ts'
import type { Http } from '#core/network/controlHttp.ts'
import type { Session } from '#core/scheme/scheme.ts'
import type { TillAuthenticator } from '#schemes/shared/authenticatedCall.ts'
import { lookUpBill } from './billLookUp.ts'
import { capillaryCodes } from './codes.ts'
import { CustomerLock } from './customerLock.ts'
import { capillaryDirectory } from './directory.ts'

/** The agent's own calls about customers and their bills. Look-ups and codes share one lock. */
export function capillaryCustomerServices(
  till: TillAuthenticator,
  http: Http,
  clock: Clock,
): Pick<Session, 'directory' | 'codes' | 'readBack'> {
  const lock = new CustomerLock(clock)
  return {
    directory: capillaryDirectory(till, http, lock, clock),
    codes: capillaryCodes(till, http, lock),
    readBack: (write) => lookUpBill(till, http, write),
  }
}
