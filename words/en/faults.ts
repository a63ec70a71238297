import type { FaultCode } from '#contract/faults/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults = {
  AGENT_SILENT: {
    title: 'Till Agent doesn’t answer.',
    remedy: 'Wait a moment and try again. If that does not help, restart this computer or call support.',
  },
  MALFORMED_REQUEST: {
    title: 'A program sent something that the till agent cannot read.',
    remedy: 'Tell the people who look after the checkout software.',
  },
  INVALID_INPUT: {
    title: 'Check the highlighted field.',
    remedy: 'Correct it and try again.',
  },
  AMBIGUOUS_PATH: {
    title: 'A program used an address that can be read in two ways.',
    remedy: 'Tell the people who look after the checkout software.',
  },
  NOT_FOUND: {
    title: 'Not found.',
    remedy: 'Close this window and open it again. If that does not help, the till agent needs an update.',
  },
  METHOD_NOT_ALLOWED: {
    title: 'Not supported.',
    remedy: 'Tell the people who look after the checkout software.',
  },
  BODY_TOO_LARGE: {
    title: 'That is more than this till accepts at once.',
    remedy: 'Send less, or raise the limit in Settings.',
  },
  HEADERS_TOO_LARGE: {
    title: 'Request headers too large.',
    remedy: 'Tell the people who look after the checkout software.',
  },
  TARGET_TOO_LONG: {
    title: 'A program sent a request with an address that is too long.',
    remedy: 'Tell the people who look after the checkout software.',
  },
  REQUEST_TIMEOUT: {
    title: 'The request did not arrive in time.',
    remedy: 'Try again.',
  },
  UPGRADE_REFUSED: {
    title: 'A program asked for a kind of connection that is not offered.',
    remedy: 'Tell the people who look after the checkout software.',
  },
  EXPECTATION_REFUSED: {
    title: 'A program asked for something of HTTP that is not offered.',
    remedy: 'Tell the people who look after the checkout software.',
  },
  FOREIGN_HOST: {
    title: 'A request was meant for another computer and was refused.',
    remedy: 'If this happens often, tell support: a web page may be trying to use this till.',
  },
  ORIGIN_REFUSED: {
    title: 'A web page tried to use this till and was refused.',
    remedy: 'If it is your own web checkout, add its address under Programs.',
  },
  KEY_REQUIRED: {
    title: 'A program did not send its key.',
    remedy: 'Pair the program with this till under Programs.',
  },
  KEY_REFUSED: {
    title: 'A program sent a key that this till does not know.',
    remedy: 'Pair the program with this till again under Programs.',
  },
  SIGNATURE_REFUSED: {
    title: 'A program’s request was not signed as it has to be.',
    remedy: 'Check the clock of the program, and ask its vendor.',
  },
  CUSTOMER_UNKNOWN: {
    title: 'The customer is no longer signed in.',
    remedy: 'Ask the customer to sign in again.',
  },
  STEP_UP_REQUIRED: {
    title: 'The cloud asks for a stronger sign-in.',
    remedy: 'Ask the person to sign in again, with a second factor.',
  },
  SESSION_REQUIRED: {
    title: 'This browser has been signed out.',
    remedy: 'Ask the manager for a new link.',
  },
  PIN_REQUIRED: {
    title: 'This needs the manager.',
    remedy: 'Enter the manager’s PIN under Settings, then do it again.',
  },
  PIN_WRONG: {
    title: 'That is not the PIN.',
    remedy: 'Enter it again. If nobody knows it, the people who look after this computer can remove it.',
  },
  PIN_BLOCKED: {
    title: 'Too many wrong PINs.',
    remedy: 'Wait until the time is up, then enter the right one.',
  },
  UNKNOWN_UPSTREAM: {
    title: 'This cloud is not set up on this till.',
    remedy: 'See under Clouds which ones are set up, or add it there.',
  },
  NOT_GRANTED: {
    title: 'This program may not do that.',
    remedy: 'If it should be able to, allow it under Programs.',
  },
  ROUTE_DENIED: {
    title: 'No program may do that through this till.',
    remedy: 'There is nothing to correct: it would reveal something that has to stay in the cloud.',
  },
  BODY_REFUSED: {
    title: 'A program asked for something that this till does not allow.',
    remedy: 'Tell the people who look after the checkout software.',
  },
  TOO_MANY_REQUESTS: {
    title: 'There were too many requests.',
    remedy: 'Wait a moment, then try again.',
  },
  LOOP_DETECTED: {
    title: 'The address of the cloud leads back to this till.',
    remedy: 'Correct the address of the cloud under Clouds.',
  },
  NOT_SUPPORTED: {
    title: 'This is not offered here.',
    remedy: 'Choose another way, or ask support whether it can be added.',
  },
  UNKNOWN_VERIFICATION: {
    title: 'This verification no longer exists.',
    remedy: 'Start again with the customer’s number.',
  },
  UNKNOWN_LOOK_UP: {
    title: 'This customer was looked up too long ago.',
    remedy: 'Look the customer up again.',
  },
  CUSTOMER_NOT_ENROLLED: {
    title: 'The cloud did not enrol this customer.',
    remedy: 'Check the number with the customer, or enrol them with the checkout.',
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
    title: 'No more codes can be sent to this customer for now.',
    remedy: 'Serve the customer without verification, or try again later.',
  },
  OVERRIDE_REFUSED: {
    title: 'This till does not let a manager confirm without a code.',
    remedy: 'Serve the customer without verification.',
  },
  OVERRIDES_USED_UP: {
    title: 'A manager can confirm no more customers without a code today.',
    remedy: 'Serve the customer without verification.',
  },
  DESTINATION_REFUSED: {
    title: 'This store sends no codes to this number.',
    remedy:
      'Send the code by e-mail, or serve the customer without verification. Head office may allow more countries.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'Customers cannot be verified at this till right now.',
    remedy: 'Serve the customer without verification and tell support: the till cannot write to its disk.',
  },
  UNKNOWN_PAIRING: {
    title: 'This program is no longer waiting.',
    remedy: 'Start the pairing again in the program.',
  },
  PAIRING_BUSY: {
    title: 'Another program is asking for access right now.',
    remedy: 'Answer it first, then try again.',
  },
  OUTBOX_UNAVAILABLE: {
    title: 'This till cannot keep sales for later right now.',
    remedy:
      'Sales go to the cloud directly for now. Tell support: the disk or the safe place for passwords is not in order.',
  },
  OUTBOX_FULL: {
    title: 'No more sales can be kept for later.',
    remedy: 'Look what waits, and why it cannot be sent. Tell support if the connection is fine.',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title: 'The cloud cannot be reached. A manager has to approve before this sale is kept for later.',
    remedy: 'Have a manager enter the PIN in the window, then send the sale again at the checkout.',
  },
  UNKNOWN_APPROVAL: {
    title: 'This question is no longer open.',
    remedy: 'Send the sale again at the checkout. If a manager is needed, the till asks.',
  },
  UNKNOWN_OUTBOX_ENTRY: {
    title: 'This entry is no longer there.',
    remedy: 'Look at the list again.',
  },
  OUTBOX_ENTRY_SETTLED: {
    title: 'This entry is being sent, or is done with.',
    remedy: 'Look at it again in a moment.',
  },
  UNKNOWN_DROP: {
    title: 'No folder of this name is watched.',
    remedy: 'Look at the list of folders on the command line.',
  },
  DROP_IN_USE: {
    title: 'Files of this folder wait to be sent.',
    remedy: 'Wait until they are sent, or ask support to give them back to the folder.',
  },
  DROP_FOLDER_UNUSABLE: {
    title: 'The folder for files cannot be used.',
    remedy: 'Check that it is there, and that the till agent may read and write in it.',
  },
  DROP_SERVER_UNREACHABLE: {
    title: 'The server for files cannot be reached.',
    remedy: 'Files wait, and are sent when it is back. Tell support if the connection is fine.',
  },
  DROP_SERVER_UNTRUSTED: {
    title: 'The server for files is not the one that was set up.',
    remedy: 'Nothing was sent to it. Tell support: it has a new key, or somebody is in between.',
  },
  DROP_SERVER_REFUSED: {
    title: 'The server for files refused this till.',
    remedy: 'Ask support for the right password, folder and rights at the server.',
  },
  UNKNOWN_REQUEST: {
    title: 'This is no id of a request.',
    remedy: 'Check the id.',
  },
  UPSTREAM_NOT_READY: {
    title: 'This till is not signed in to the cloud.',
    remedy: 'Try again in a moment. If that does not help, see Status for the reason.',
  },
  TOKEN_EXPIRED: {
    title: 'The sign-in expired at that moment. Nothing was done.',
    remedy: 'Do it again.',
  },
  UPSTREAM_LOCKED: {
    title: 'The cloud does not accept this till’s password.',
    remedy: 'Go on without the cloud and tell the manager: the right password has to be entered under Clouds.',
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
    remedy:
      'Check the date and the time of this computer. If they are right, tell support: someone may be listening in.',
  },
  UPSTREAM_SILENT: {
    title: 'The cloud gave no answer.',
    remedy: 'Try again. Nothing was changed.',
  },
  OUTCOME_UNKNOWN: {
    title: 'The cloud did not answer. It may or may not have been done.',
    remedy: 'Check what happened before you do it again.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'The cloud gave an answer that the till agent cannot use.',
    remedy: 'Try again. If that does not help, check the address under Clouds or tell support.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'The cloud tried to send this till to another address. The till did not go there.',
    remedy: 'Correct the address of the cloud under Clouds.',
  },
  ...tillFaults,
} as const satisfies Record<FaultCode | 'AGENT_SILENT', { title: string; remedy: string }>
