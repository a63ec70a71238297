import { Fault } from '../core/fault.ts'

type Trouble = 'KEYCHAIN_UNAVAILABLE' | 'KEYCHAIN_LOCKED'

/** What the systems' keychains say, as keytar passes it on: it gives no codes (feasibility.md 2). */
const known: Array<{ says: RegExp; code: Trouble; detail: string; remedy?: string }> = [
  {
    says: /Cannot autolaunch D-Bus|Cannot spawn a message bus/i,
    code: 'KEYCHAIN_UNAVAILABLE',
    detail: 'This session has no message bus, so no keychain can be reached.',
    remedy: 'Run the till agent inside a desktop session or under dbus-run-session, or with --vault memory.',
  },
  {
    says: /Could not connect|Failed to connect|connection is closed|Timeout was reached|NoReply/i,
    code: 'KEYCHAIN_UNAVAILABLE',
    detail: 'The message bus of this session did not answer, so the keychain cannot be reached.',
    remedy: 'Check DBUS_SESSION_BUS_ADDRESS, or log in to the desktop session again.',
  },
  {
    says: /not provided by any \.service files|ServiceUnknown|NameHasNoOwner|exited with status|Process .* exited/i,
    code: 'KEYCHAIN_UNAVAILABLE',
    detail: 'No Secret Service runs in this session.',
  },
  {
    says: /Object does not exist at path|No such (?:object|secret collection)/i,
    code: 'KEYCHAIN_LOCKED',
    detail: 'The keychain of this user was never set up.',
    remedy: 'Log in to the desktop session once, or create a default keyring, then try again.',
  },
  { says: /locked collection|is locked|IsLocked/i, code: 'KEYCHAIN_LOCKED', detail: 'The keychain is locked.' },
  {
    says: /dismissed|User interaction is not allowed|user name or passphrase you entered is not correct/i,
    code: 'KEYCHAIN_LOCKED',
    detail: 'The keychain is locked and was not unlocked when asked.',
  },
  {
    says: /default keychain could not be found|No keychain is available|logon session does not exist/i,
    code: 'KEYCHAIN_UNAVAILABLE',
    detail: 'This user has no keychain.',
    remedy: 'Log in with a full user session, or run with --vault memory and provision at each start.',
  },
]

/** What a keychain's refusal means, if its message is one of those known. The message itself goes no further. */
export function knownKeychainFault(message: string): Fault | undefined {
  const match = known.find(({ says }) => says.test(message))
  return match && new Fault(match.code, match.detail, undefined, match.remedy)
}
