import type { FaultCode } from '#contract/faults/faults.ts'
import type { FaultRemedy, RemedyAction } from '#core/base/fault.ts'

/** What to do about a fault, in one sentence. Names the commands of the command line, as every API of the agent serves it. */
export function remedyText(remedy: FaultRemedy): string {
  if (typeof remedy === 'string') return remedy
  return 'usualFor' in remedy ? usualRemedies[remedy.usualFor] : actionTexts[remedy.action](remedy.target)
}

const actionTexts: Record<RemedyAction['action'], (upstream: string) => string> = {
  'rotate-upstream': (upstream) => `Give it one with "till-agent upstream rotate ${upstream}".`,
  'sign-in-upstream': (upstream) => `Run "till-agent upstream sign-in ${upstream}".`,
  'provision-upstream': (upstream) =>
    `Write "${upstream}" with this setting, its other settings and where its secrets are into a file and run "till-agent provision FILE". It is replaced, and programs keep what they may do.`,
}

/** What usually helps, by the code of the fault. */
const usualRemedies: Record<FaultCode, string> = {
  // The request itself
  MALFORMED_REQUEST: 'Send one Host, one body length and no folded lines, as RFC 9112 asks.',
  INVALID_INPUT: 'Correct what is named, then try again.',
  AMBIGUOUS_PATH: 'Send the path plainly and encoded once; the detail says what is in the way.',
  NOT_FOUND: 'Requests for an upstream go to /via/{upstream}/…; /openapi.json lists the rest.',
  METHOD_NOT_ALLOWED: 'Use one of the methods that /openapi.json lists for this address.',
  BODY_TOO_LARGE: 'Send less at once, or raise the limit in the settings.',
  HEADERS_TOO_LARGE: 'Send fewer or shorter headers.',
  TARGET_TOO_LONG: 'Ask for less at once, or raise the limit in the settings.',
  REQUEST_TIMEOUT: 'Send the whole request without pauses.',
  UPGRADE_REFUSED: 'Send plain HTTP requests.',
  EXPECTATION_REFUSED: 'Send Expect: 100-continue, or no Expect at all.',
  // Who asks
  FOREIGN_HOST: 'Use the address of the till agent as base URL, e.g. http://127.0.0.1:47600.',
  ORIGIN_REFUSED: 'Add the exact origin of the web POS to its client.',
  KEY_REQUIRED: 'Send the key as Bearer token, as Till-Agent-Key, or as the password of HTTP Basic.',
  SIGNATURE_REFUSED: 'Sign each request anew, as docs/pos-api.md says, and set the clock of the program right.',
  KEY_REFUSED: 'Pair the program again, or give it the key that "till-agent client add" printed.',
  CUSTOMER_UNKNOWN: 'Have the customer sign in again.',
  STEP_UP_REQUIRED: 'Have the person authenticate again, with the acrValues and maxAgeSeconds of this fault.',
  SESSION_REQUIRED: 'Open the window with a fresh link: "till-agent ui".',
  PIN_REQUIRED: 'Enter the PIN, then do it again.',
  PIN_WRONG: 'Enter it again. If it is forgotten: "till-agent pin remove".',
  PIN_BLOCKED: 'Wait as long as Retry-After says.',
  // What is asked
  UNKNOWN_UPSTREAM: 'See "till-agent upstream list" for the names, or add it.',
  NOT_GRANTED: 'Grant the route to the client, if it should.',
  ROUTE_DENIED: 'There is none: the route would hand out something that must stay upstream.',
  BODY_REFUSED: 'Correct what the detail names.',
  TOO_MANY_REQUESTS: 'Wait as long as Retry-After says.',
  LOOP_DETECTED: 'Point the upstream at the cloud, not at a till agent.',
  NOT_SUPPORTED: 'See what the detail says.',
  // Verifying a customer
  UNKNOWN_VERIFICATION: 'Start a new one.',
  UNKNOWN_LOOK_UP: 'Look the customer up again.',
  CUSTOMER_NOT_ENROLLED: 'See what the detail says. Enrol the customer with the checkout instead.',
  VERIFICATION_OVER: 'Ask for its state; if it was not confirmed, start a new one.',
  RESEND_TOO_EARLY: 'Wait as long as Retry-After says; messages can take a minute.',
  CODES_USED_UP: 'Serve the customer without verification, or try again when Retry-After has passed.',
  DESTINATION_REFUSED:
    'Serve the customer without verification, or send the code by e-mail. Head office may allow the country: "till-agent setting set codes.countries AE".',
  OVERRIDE_REFUSED:
    'Serve the customer without verification. Head office may allow it: set a manager PIN, and "till-agent setting set codes.overridesPerDay 5".',
  OVERRIDES_USED_UP: 'Serve the customer without verification, or try again when Retry-After has passed.',
  VERIFICATIONS_UNAVAILABLE:
    'Check that the data directory is yours, has space left, and that no other program opens what is in it. Then try again.',
  // Pairing
  UNKNOWN_PAIRING: 'Ask again with POST /v1/pairings.',
  PAIRING_BUSY: 'Wait as long as Retry-After says, then ask again.',
  // The upstream
  UPSTREAM_NOT_READY: 'See "till-agent status" for the reason.',
  TOKEN_EXPIRED: 'Send it again: a new token is on its way.',
  UPSTREAM_LOCKED: 'Enter the right credential with "till-agent upstream rotate".',
  UPSTREAM_BUSY: 'Wait as long as Retry-After says.',
  UPSTREAM_UNREACHABLE: "Check the store's network and the upstream's base URL, then send it again.",
  UPSTREAM_UNTRUSTED:
    'Check the base URL, the clock of this machine and the caFile; somebody may be intercepting the connection.',
  UPSTREAM_SILENT: 'Nothing was changed by this request; send it again.',
  OUTCOME_UNKNOWN: 'Look up what happened before sending it again.',
  UPSTREAM_ANSWER_INVALID: 'Check that the base URL is right and no proxy is in the way.',
  UPSTREAM_REDIRECTED: 'Correct the base URL of the upstream.',
  // The outbox
  OUTBOX_UNAVAILABLE:
    'Send it without Till-Agent-Outbox to try the cloud at once. The detail says what is wrong with the disk or the keychain.',
  OUTBOX_FULL:
    'Send it without Till-Agent-Outbox to try the cloud at once. See "till-agent outbox list" for what waits, and why.',
  OFFLINE_APPROVAL_NEEDED:
    'Nothing was kept. Have a manager approve it in the window or by "till-agent outbox approve", and send it again.',
  UNKNOWN_APPROVAL: 'The cloud is back, or it took too long. See "till-agent outbox approvals" for what is asked now.',
  UNKNOWN_OUTBOX_ENTRY: 'See "till-agent outbox list" for the ids. Entries that are over are kept for 7 days.',
  OUTBOX_ENTRY_SETTLED: 'See its state; wait a moment if it is being sent.',
  UNKNOWN_REQUEST: 'Use the id that came as Till-Agent-Request-Id.',
  // Folders of files
  UNKNOWN_DROP: 'See "till-agent drop list" for the names.',
  DROP_IN_USE: 'Wait until they are sent; or give --force, which puts them back into the folder.',
  DROP_FOLDER_UNUSABLE: 'Check that the folder is there, and that the user of the till agent may read and write in it.',
  DROP_SERVER_UNREACHABLE: 'Check the address, and that no firewall is in the way. Files wait in the meantime.',
  DROP_SERVER_UNTRUSTED:
    'Ask whoever runs the server whether its key is new. If so, remove the folder and add it with the new fingerprint; else somebody may be intercepting the connection.',
  DROP_SERVER_REFUSED: 'Check user, password or key, the folder at the server and the rights there.',
  // Setting up
  UNKNOWN_CLIENT: 'See "till-agent client list" for the names.',
  ALREADY_EXISTS:
    'Choose another name. To replace what is there, run "till-agent provision FILE"; for a new credential, "till-agent upstream rotate".',
  UPSTREAM_IN_USE: 'Revoke the clients named in the detail first, or remove it with --force.',
  SECRET_MISSING: 'Set the environment variable or make the file readable, then try again.',
  CREDENTIAL_REFUSED: 'Check the user name and password with whoever runs the upstream.',
  PACK_INVALID: 'Copy the file again, or ask head office for another. Nothing was changed.',
  PACK_KEY_UNKNOWN: 'Ask head office whether this pack is theirs. Nothing was changed.',
  PACK_EXPIRED: 'Check the clock of this machine. If it is right, ask head office for a new pack.',
  PACK_SUPERSEDED: 'Ask head office for a new pack, if this till has to be set up again.',
  PACK_CODE_WRONG: 'Compare it with what head office gave you, and enter it again.',
  PACK_DEAD: 'Ask head office for a new pack with a new code.',
  PACK_OF_OTHER_TILL: 'Use the pack that head office made for this till.',
  CREDENTIAL_UNEXPECTED:
    'Enter the credential of the till that is expected, or correct what is expected: ask head office which till this is.',
  CREDENTIAL_UNPROVEN: 'Try again when the upstream can be reached, or store it unproven with --no-probe.',
  SIGN_IN_FAILED: 'Start again with "till-agent upstream sign-in".',
  TILL_BARRED: 'Call head office. Only a new pack of theirs sets this till up again.',
  // This machine
  KEYCHAIN_UNAVAILABLE:
    'On Linux install and start a Secret Service (gnome-keyring), or run with --vault memory and provision at each start.',
  KEYCHAIN_LOCKED: 'Unlock the keychain (log in to the desktop session), then try again.',
  KEYCHAIN_REFUSED: 'Allow the till agent in the keychain, then try again.',
  SETTINGS_DAMAGED: 'A copy was set aside. Put a good settings file back, or delete it and provision the till again.',
  SETTINGS_UNWRITABLE:
    'Check that the data directory exists and is yours, and that its disk can be written and has space left.',
  SETTING_MANAGED: 'Ask whoever looks after the computers of the shops to change its policy.',
  AUDIT_UNAVAILABLE: 'Check that the data directory is yours and has space left. Nothing is recorded until then.',
  LOG_UNAVAILABLE: 'Check that the data directory is yours and has space left. Nothing is logged until then.',
  FILE_UNREADABLE: 'Check the path and its permissions.',
  PORT_TAKEN: 'End that program, or choose another port with --port and tell the POS.',
  ALREADY_RUNNING: 'End it first, or use another --data-dir.',
  ADMINISTRATOR_REQUIRED:
    'Set a PIN once as an administrator, by "till-agent pin set": then it is enough. A browser may open a new link instead.',
  SERVICE_REFUSED: 'Run it as an administrator of this machine (sudo), and look at what the service manager says.',
  SAFE_MODE:
    'Send support what "till-agent bundle" writes. To try again, end the agent with "till-agent stop" and start it.',
  INTERNAL: 'Send the reference to support; the log has the same one.',
}
