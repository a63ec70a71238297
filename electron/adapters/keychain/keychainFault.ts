import { Fault } from '#core/base/fault.ts'

type KeychainCode = 'KEYCHAIN_UNAVAILABLE' | 'KEYCHAIN_LOCKED'

/** Error messages of the systems' keychains. keytar passes them on without a code (keychains.md 1). */
const knownErrors: Array<{ message: RegExp; code: KeychainCode; detail: string; remedy?: string }> = [
  {
    message: /Cannot autolaunch D-Bus|Cannot spawn a message bus/i,
    code: 'KEYCHAIN_UNAVAILABLE',
    detail: 'This session has no message bus, so no keychain can be reached.',
    remedy: 'Run the till agent inside a desktop session or under dbus-run-session, or with --vault memory.',
  },
  {
    message: /Could not connect|Failed to connect|connection is closed|Timeout was reached|NoReply/i,
    code: 'KEYCHAIN_UNAVAILABLE',
    detail: 'The message bus of this session did not answer, so the keychain cannot be reached.',
    remedy: 'Check DBUS_SESSION_BUS_ADDRESS, or log in to the desktop session again.',
  },
  {
    message: /not provided by any \.service files|ServiceUnknown|NameHasNoOwner|\bexited\b/i,
    code: 'KEYCHAIN_UNAVAILABLE',
    detail: 'No Secret Service runs in this session.',
  },
  {
    message: /Object does not exist at path|No such (?:object|secret collection)/i,
    code: 'KEYCHAIN_LOCKED',
    detail: 'The keychain of this user was never set up.',
    remedy: 'Log in to the desktop session once, or create a default keyring, then try again.',
  },
  { message: /locked collection|is locked|IsLocked/i, code: 'KEYCHAIN_LOCKED', detail: 'The keychain is locked.' },
  {
    message: /dismissed|User interaction is not allowed|user name or passphrase you entered is not correct/i,
    code: 'KEYCHAIN_LOCKED',
    detail: 'The keychain is locked and was not unlocked when asked.',
  },
  {
    message: /default keychain could not be found|No keychain is available|logon session does not exist/i,
    code: 'KEYCHAIN_UNAVAILABLE',
    detail: 'This user has no keychain.',
    remedy: 'Log in with a full user session, or run with --vault memory and provision at each start.',
  },
]

/** The fault behind a keychain's error message, if it is a known one. The message itself is dropped. */
export function knownKeychainFault(message: string): Fault | undefined {
  const match = knownErrors.find((known) => known.message.test(message))
  return match && new Fault(match.code, match.detail, undefined, match.remedy)
}
