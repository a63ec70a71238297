import type { Session } from '#core/scheme/scheme.ts'

/** What a refusal turned out to mean: the credential is wrong and now locked, or it is right and the refusal about something else. */
export type Verdict = 'locked' | 'accepted'

/** A request whose response seems to refuse the till's credential. */
export interface SuspectRequest {
  method: string
  /** As it went, with its query. */
  path: string
}

/** What a customer did at a client. */
export type CustomerChange = 'signed-in' | 'signed-out' | 'password-changed' | 'password-reset'

/** How requests to an upstream report what happened. No call throws, and only `suspect` takes time. */
export interface UpstreamEvents {
  /**
   * The upstream refused the till's credential itself: the upstream is locked, and the credential is not sent again.
   *
   * @param session that used the credential; absent for the one in use
   * @returns `false` where another took its place meanwhile, or the upstream is gone: nothing is locked then
   */
  lock(upstreamId: string, session?: Session): boolean
  /** A response seems to refuse the till's credential: finds out whether it does. Never rejects. */
  suspect(upstreamId: string, request: SuspectRequest): Promise<Verdict>
  /** A response shows something that a person must look into. @param alarm a whole sentence */
  raiseAlarm(upstreamId: string, alarm: string): void
  /** Which customer is not recorded. */
  recordCustomer(upstreamId: string, clientId: string, change: CustomerChange): void
}
