import type { ShownFault } from '../../agent/fault.ts'

/** For the person in front of the window: what happened, and what they can do. */
export const faults = {
  AGENT_SILENT: {
    title: 'The till agent does not answer.',
    remedy: 'Wait a moment and try again. If it stays so, restart this computer or call support.',
  },
  MALFORMED_REQUEST: {
    title: 'A program sent something that cannot be read.',
    remedy: 'Tell whoever looks after the checkout software.',
  },
  INVALID_INPUT: {
    title: 'Something is missing or not written as it should be.',
    remedy: 'Correct what is named below and try again.',
  },
  AMBIGUOUS_PATH: {
    title: 'A program used an address that can be read in two ways.',
    remedy: 'Tell whoever looks after the checkout software.',
  },
  NOT_FOUND: {
    title: 'This is not here.',
    remedy: 'Close this window and open it again. If it stays so, the till agent needs an update.',
  },
  METHOD_NOT_ALLOWED: {
    title: 'This is not done in this way.',
    remedy: 'Tell whoever looks after the checkout software.',
  },
  BODY_TOO_LARGE: {
    title: 'That is more than this till accepts at once.',
    remedy: 'Send less, or raise the limit in Settings.',
  },
  HEADERS_TOO_LARGE: {
    title: 'A program sent too much around its request.',
    remedy: 'Tell whoever looks after the checkout software.',
  },
  REQUEST_TIMEOUT: {
    title: 'The request did not arrive in time.',
    remedy: 'Try again.',
  },
  UPGRADE_REFUSED: {
    title: 'A program asked for a kind of connection that is not offered.',
    remedy: 'Tell whoever looks after the checkout software.',
  },
  FOREIGN_HOST: {
    title: 'A request was meant for another computer and was turned away.',
    remedy: 'If this happens often, tell support: a web page may be trying to use this till.',
  },
  ORIGIN_REFUSED: {
    title: 'A web page tried to use this till and was turned away.',
    remedy: 'If it is your own web checkout, add its address under Programs.',
  },
  KEY_REQUIRED: {
    title: 'A program came without its key.',
    remedy: 'Pair the program with this till under Programs.',
  },
  KEY_REFUSED: {
    title: 'A program came with a key that is not known here.',
    remedy: 'Pair the program with this till again under Programs.',
  },
  CUSTOMER_UNKNOWN: {
    title: 'The customer is not signed in any more.',
    remedy: 'Have the customer sign in again.',
  },
  SESSION_REQUIRED: {
    title: 'This window has been closed for your safety.',
    remedy: 'Open it again with a new link from whoever set this till up.',
  },
  PIN_REQUIRED: {
    title: 'This needs the manager.',
    remedy: 'Enter the manager’s PIN under Settings, then do it again.',
  },
  PIN_WRONG: {
    title: 'That is not the PIN.',
    remedy: 'Enter it again. If it is forgotten, whoever looks after this computer can remove it.',
  },
  PIN_BLOCKED: {
    title: 'Too many wrong PINs.',
    remedy: 'Wait until the time is up, then enter the right one.',
  },
  UNKNOWN_UPSTREAM: {
    title: 'This cloud is not set up on this till.',
    remedy: 'See under Clouds which ones are, or add it there.',
  },
  NOT_GRANTED: {
    title: 'This program may not do that.',
    remedy: 'If it should, allow it under Programs.',
  },
  ROUTE_DENIED: {
    title: 'Nobody may do that through this till.',
    remedy: 'There is nothing to correct: it would give away something that has to stay in the cloud.',
  },
  BODY_REFUSED: {
    title: 'A program asked for something that this till does not allow.',
    remedy: 'Tell whoever looks after the checkout software.',
  },
  TOO_MANY_REQUESTS: {
    title: 'This is asked too often.',
    remedy: 'Wait a moment, then try again.',
  },
  LOOP_DETECTED: {
    title: 'This till was sent round in a circle.',
    remedy: 'Correct the address of the cloud under Clouds: it leads back to this till.',
  },
  NOT_SUPPORTED: {
    title: 'This is not offered here.',
    remedy: 'Choose another way, or ask support whether it can be had.',
  },
  UNKNOWN_VERIFICATION: {
    title: 'This verification is not known any more.',
    remedy: 'Start again with the customer’s number.',
  },
  UNKNOWN_LOOK_UP: {
    title: 'This customer was looked up too long ago.',
    remedy: 'Look the customer up again.',
  },
  VERIFICATION_OVER: {
    title: 'This verification is over.',
    remedy: 'If it was not confirmed, start again with the customer’s number.',
  },
  RESEND_TOO_EARLY: {
    title: 'A code was sent to this customer a moment ago.',
    remedy: 'Ask the customer to wait: messages can take a minute. Then send another one.',
  },
  CODES_USED_UP: {
    title: 'This customer can be sent no more codes for now.',
    remedy: 'Serve the customer without verification, or try again later.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'Nobody can be verified at this till just now.',
    remedy: 'Serve the customer without verification and tell support: the till cannot write to its disk.',
  },
  UNKNOWN_PAIRING: {
    title: 'This program does not wait any more.',
    remedy: 'Start the pairing again in the program.',
  },
  PAIRING_BUSY: {
    title: 'Another program is just asking to be let in.',
    remedy: 'Answer that one first, then try again.',
  },
  UPSTREAM_NOT_READY: {
    title: 'This till is not signed in to the cloud.',
    remedy: 'Try again in a moment. If it stays so, see Status for the reason.',
  },
  TOKEN_EXPIRED: {
    title: 'The sign-in ran out just at that moment. Nothing was done.',
    remedy: 'Do it again.',
  },
  UPSTREAM_LOCKED: {
    title: 'The cloud does not accept this till’s password.',
    remedy: 'Serve on without the cloud and tell the manager: the right password has to be entered under Clouds.',
  },
  UPSTREAM_BUSY: {
    title: 'The cloud is busy.',
    remedy: 'Wait a moment, then try again. Nothing was done yet.',
  },
  UPSTREAM_UNREACHABLE: {
    title: 'The cloud cannot be reached. Nothing was sent.',
    remedy: 'Check that the store’s internet works, then try again.',
  },
  UPSTREAM_UNTRUSTED: {
    title: 'The cloud could not prove that it is the right one. Nothing was sent.',
    remedy: 'Check date and time of this computer. If they are right, tell support: somebody may be listening in.',
  },
  UPSTREAM_SILENT: {
    title: 'The cloud did not answer in time.',
    remedy: 'Try again. Nothing was changed.',
  },
  OUTCOME_UNKNOWN: {
    title: 'The cloud did not answer. It may have been done or not.',
    remedy: 'Look up what happened before you do it again.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'The cloud gave an answer that makes no sense.',
    remedy: 'Try again. If it stays so, check the address under Clouds or tell support.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'The cloud wants to send this till elsewhere. The till does not go.',
    remedy: 'Correct the address of the cloud under Clouds.',
  },
  UNKNOWN_CLIENT: {
    title: 'This program is not set up on this till.',
    remedy: 'See under Programs which ones are.',
  },
  ALREADY_EXISTS: {
    title: 'This name is already in use.',
    remedy: 'Choose another name, or remove the old one first.',
  },
  UPSTREAM_IN_USE: {
    title: 'Programs still use this cloud.',
    remedy: 'Take it away from them under Programs first.',
  },
  SECRET_MISSING: {
    title: 'A password could not be read from where it should be.',
    remedy: 'Tell whoever set this till up.',
  },
  CREDENTIAL_REFUSED: {
    title: 'The cloud did not accept the name or the password. Nothing was kept.',
    remedy: 'Check both with head office: small and capital letters count. Many wrong tries can lock the till.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'The cloud could not be asked whether this is right. Nothing was kept.',
    remedy: 'Check that the store’s internet works and that the address is right, then try again.',
  },
  SIGN_IN_FAILED: {
    title: 'Nobody was signed in.',
    remedy: 'Start the sign-in again.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'This computer has no safe place for passwords.',
    remedy: 'Whoever looks after this computer has to set one up. Until then nothing is kept.',
  },
  KEYCHAIN_LOCKED: {
    title: 'The safe place for passwords of this computer is locked.',
    remedy: 'Sign in to this computer again, then try again.',
  },
  KEYCHAIN_REFUSED: {
    title: 'This computer did not let the till agent keep its password.',
    remedy: 'If this computer asks whether the till agent may, allow it. Then try again.',
  },
  SETTINGS_DAMAGED: {
    title: 'The settings of this till are damaged.',
    remedy: 'Call support: this till has to be set up again. A copy of the old settings was kept.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'The settings could not be saved.',
    remedy: 'Check that the disk of this computer is not full, then try again.',
  },
  SETTING_MANAGED: {
    title: 'Head office decides this setting.',
    remedy: 'Ask head office to change it.',
  },
  AUDIT_UNAVAILABLE: {
    title: 'The record of what happened at this till cannot be read or written.',
    remedy: 'Check that the disk of this computer is not full. Nothing is recorded until then.',
  },
  FILE_UNREADABLE: {
    title: 'A file could not be read.',
    remedy: 'Check that the file is there and that it may be read.',
  },
  PORT_TAKEN: {
    title: 'Another program stands in the till agent’s place.',
    remedy: 'End that program, then restart the till agent.',
  },
  ALREADY_RUNNING: {
    title: 'The till agent is already running.',
    remedy: 'Use the window that is already open.',
  },
  INTERNAL: {
    title: 'Something went wrong inside the till agent.',
    remedy: 'Try again. If it stays so, give the reference below to support.',
  },
} as const satisfies Record<ShownFault['code'], { title: string; remedy: string }>
