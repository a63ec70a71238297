import type { RequestAuthenticator } from './requestAuthenticator.ts'
import type { HandedOverToken } from './scheme.ts'

/** Users at an upstream that clients name by themselves. */
export interface NamedUsers {
  /** @param client its id: two clients never share a user */
  credentialFor(client: string, user: string): UserCredential
}

/** Authenticates requests in the name of one such user. */
export interface UserCredential extends RequestAuthenticator {
  /** As `Session.handOver`. */
  handOver?(refused?: string): Promise<HandedOverToken>
}
