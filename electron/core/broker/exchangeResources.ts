import type { Clock } from '#core/base/clock.ts'
import type { Reservation } from '#core/queue/upstreamQueue.ts'
import type { Outcome } from '#core/traffic/metrics.ts'
import type { ExchangeRequest, RequestSender } from './exchangeRequest.ts'
import type { RequestCredential } from './requestCredential.ts'
import type { RequestRecord } from './requestRecord.ts'
import type { Caller, ResponsePipeline } from './responsePipeline.ts'

/** What one exchange holds, until it is over. */
export interface ExchangeResources {
  reservation: Reservation
  sender: RequestSender
  response: ResponsePipeline
  record: RequestRecord
}

/** What an exchange is made of. */
export interface ExchangeParts extends ExchangeResources {
  request: ExchangeRequest
  credential: RequestCredential
  clock: Clock
  caller: Caller
}

/** Each part gives back what it holds, whatever another throws. @param code absent for a response that went through whole */
export function giveBack(
  { sender, reservation, response, record }: ExchangeResources,
  code: Outcome | undefined,
): void {
  try {
    sender.close()
  } catch (thrown) {
    record.reportBug(thrown)
  }
  try {
    reservation.release()
  } catch (thrown) {
    record.reportBug(thrown)
  }
  try {
    response.close()
    record.finish(code)
  } catch (thrown) {
    record.reportBug(thrown)
  }
}
