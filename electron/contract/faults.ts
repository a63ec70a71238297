import { z } from 'zod'

interface FaultDefinition {
  /** HTTP status at the doors that speak HTTP. */
  status: number
  /** What happened, for the person in front of it. */
  message: string
  /** What to do about it. */
  remedy: string
  /** What a program may want to know besides. */
  data?: z.ZodType
}

const retryAfter = z.object({ retryAfterSeconds: z.int().positive() })

/** Every refusal a caller can meet, declared once. The keys travel on the wire, so a key is never renamed. */
export const faults = {
  // The request itself
  MALFORMED_REQUEST: {
    status: 400,
    message: 'The request is not well-formed HTTP.',
    remedy: 'Send one Host, one body length and no folded lines, as RFC 9112 asks.',
  },
  INVALID_INPUT: {
    status: 400,
    message: 'Something in the request is missing or wrong.',
    remedy: 'Correct the fields named in the detail and send it again.',
    data: z.object({ issues: z.array(z.object({ path: z.string(), message: z.string() })) }),
  },
  AMBIGUOUS_PATH: {
    status: 400,
    message: 'The path can be read in more than one way.',
    remedy: 'Send the plain path: no "..", "//", "\\", encoded slashes or double encoding.',
  },
  NOT_FOUND: {
    status: 404,
    message: 'There is nothing at this address.',
    remedy: 'Requests for an upstream go to /via/{upstream}/…; /openapi.json lists the rest.',
  },
  METHOD_NOT_ALLOWED: {
    status: 405,
    message: 'This method is not served here.',
    remedy: 'Use one of the methods that /openapi.json lists for this address.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    message: 'The body is larger than this till allows.',
    remedy: 'Send less at once, or raise the limit in the settings.',
    data: z.object({ limitBytes: z.int().positive() }),
  },
  HEADERS_TOO_LARGE: {
    status: 431,
    message: 'The headers are larger than this till allows.',
    remedy: 'Send fewer or shorter headers.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    message: 'The request did not arrive in time.',
    remedy: 'Send the whole request without pauses.',
  },
  UPGRADE_REFUSED: {
    status: 501,
    message: 'The till agent does not switch protocols.',
    remedy: 'Send plain HTTP requests.',
  },
  // Who asks
  FOREIGN_HOST: {
    status: 421,
    message: 'The request was addressed to another host.',
    remedy: 'Use the address of the till agent as base URL, e.g. http://127.0.0.1:47600.',
  },
  ORIGIN_REFUSED: {
    status: 403,
    message: 'Web pages may not call the till agent, except from an origin that was paired.',
    remedy: 'Add the exact origin of the web POS to its client.',
  },
  KEY_REQUIRED: {
    status: 401,
    message: 'A key is needed.',
    remedy: 'Send the key as Bearer token, as Till-Agent-Key, or as the password of HTTP Basic.',
  },
  KEY_REFUSED: {
    status: 401,
    message: 'This key is not known here.',
    remedy: 'Pair the program again, or give it the key that "till-agent client add" printed.',
  },
  CUSTOMER_UNKNOWN: {
    status: 401,
    message: 'No customer is signed in under this handle.',
    remedy: 'Have the customer sign in again.',
  },
  SESSION_REQUIRED: {
    status: 401,
    message: 'This browser has no session with the till agent, or it has ended.',
    remedy: 'Open the window with a fresh link: "till-agent ui".',
  },
  PIN_REQUIRED: {
    status: 403,
    message: "This needs the manager's PIN.",
    remedy: 'Enter the PIN, then do it again.',
  },
  PIN_WRONG: {
    status: 403,
    message: 'This is not the PIN.',
    remedy: 'Enter it again. If it is forgotten: "till-agent pin remove".',
  },
  PIN_BLOCKED: {
    status: 429,
    message: 'Too many wrong PINs.',
    remedy: 'Wait as long as Retry-After says.',
    data: retryAfter,
  },
  // What is asked
  UNKNOWN_UPSTREAM: {
    status: 404,
    message: 'No upstream of this name is set up.',
    remedy: 'See "till-agent upstream list" for the names, or add it.',
  },
  NOT_GRANTED: {
    status: 403,
    message: 'This program may not do that.',
    remedy: 'Grant the route to the client, if it should.',
  },
  ROUTE_DENIED: {
    status: 403,
    message: 'Nobody may call this route through the till agent.',
    remedy: 'There is none: the route would hand out something that must stay upstream.',
  },
  BODY_REFUSED: {
    status: 403,
    message: 'The body asks for something that the till agent does not allow.',
    remedy: 'Correct what the detail names.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    message: 'This program asks too often.',
    remedy: 'Wait as long as Retry-After says.',
    data: retryAfter,
  },
  LOOP_DETECTED: {
    status: 508,
    message: 'The request has already passed through a till agent.',
    remedy: 'Point the upstream at the cloud, not at a till agent.',
  },
  NOT_SUPPORTED: {
    status: 409,
    message: 'This is not offered here.',
    remedy: 'See what the detail says.',
  },
  // Verifying a customer
  UNKNOWN_VERIFICATION: {
    status: 404,
    message: 'No verification of this id is known to this program.',
    remedy: 'Start a new one.',
  },
  UNKNOWN_LOOK_UP: {
    status: 404,
    message: 'This customer was looked up too long ago.',
    remedy: 'Look the customer up again.',
  },
  VERIFICATION_OVER: {
    status: 409,
    message: 'This verification is over.',
    remedy: 'Ask for its state; if it was not confirmed, start a new one.',
  },
  RESEND_TOO_EARLY: {
    status: 429,
    message: 'A code was sent to this customer a moment ago.',
    remedy: 'Wait as long as Retry-After says; messages can take a minute.',
    data: retryAfter,
  },
  CODES_USED_UP: {
    status: 429,
    message: 'This customer may be sent no more codes for now.',
    remedy: 'Serve the customer without verification, or try again when Retry-After has passed.',
    data: retryAfter,
  },
  VERIFICATIONS_UNAVAILABLE: {
    status: 503,
    message: 'Nobody can be verified: the count of codes cannot be kept.',
    remedy: 'Check that the data directory is yours and has space left.',
  },
  // Pairing
  UNKNOWN_PAIRING: {
    status: 404,
    message: 'No pairing of this id is under way.',
    remedy: 'Ask again with POST /v1/pairings.',
  },
  PAIRING_BUSY: {
    status: 429,
    message: 'No new pairing can be asked for just now.',
    remedy: 'Wait as long as Retry-After says, then ask again.',
    data: retryAfter,
  },
  // The upstream
  UPSTREAM_NOT_READY: {
    status: 503,
    message: 'The till has no credential at hand for this upstream.',
    remedy: 'See "till-agent status" for the reason.',
    data: retryAfter,
  },
  TOKEN_EXPIRED: {
    status: 503,
    message: "The till's token ran out just as the request was sent. It was refused, not acted on.",
    remedy: 'Send it again: a new token is on its way.',
  },
  UPSTREAM_LOCKED: {
    status: 503,
    message: 'The upstream refused the credential of this till, so nothing more is sent with it.',
    remedy: 'Enter the right credential with "till-agent upstream rotate".',
  },
  UPSTREAM_BUSY: {
    status: 503,
    message: 'Too many requests wait for this upstream.',
    remedy: 'Wait as long as Retry-After says.',
    data: retryAfter,
  },
  UPSTREAM_UNREACHABLE: {
    status: 503,
    message: 'The upstream could not be reached. Nothing was sent.',
    remedy: "Check the store's network and the upstream's base URL, then send it again.",
    data: retryAfter.extend({ reason: z.string() }),
  },
  UPSTREAM_UNTRUSTED: {
    status: 502,
    message: 'The upstream could not prove who it is. Nothing was sent.',
    remedy:
      'Check the base URL, the clock of this machine and the caFile; somebody may be intercepting the connection.',
    data: z.object({ reason: z.string() }),
  },
  UPSTREAM_SILENT: {
    status: 504,
    message: 'The upstream did not answer in time.',
    remedy: 'Nothing was changed by this request; send it again.',
    data: z.object({ reason: z.string() }),
  },
  OUTCOME_UNKNOWN: {
    status: 504,
    message: 'The upstream did not answer: the request may or may not have taken effect.',
    remedy: 'Look up what happened before sending it again.',
    data: z.object({ reason: z.string() }),
  },
  UPSTREAM_ANSWER_INVALID: {
    status: 502,
    message: 'The upstream gave an answer that is not well-formed HTTP.',
    remedy: 'Check that the base URL is right and no proxy is in the way.',
    data: z.object({ reason: z.string() }),
  },
  UPSTREAM_REDIRECTED: {
    status: 502,
    message: 'The upstream wants to send the request elsewhere. The till agent never follows.',
    remedy: 'Correct the base URL of the upstream.',
    data: z.object({ origin: z.string() }),
  },
  // Setting up
  UNKNOWN_CLIENT: {
    status: 404,
    message: 'No client of this name is set up.',
    remedy: 'See "till-agent client list" for the names.',
  },
  ALREADY_EXISTS: {
    status: 409,
    message: 'This name is already in use.',
    remedy: 'Choose another name, or remove the old one first.',
  },
  UPSTREAM_IN_USE: {
    status: 409,
    message: 'Clients still have grants for this upstream.',
    remedy: 'Revoke the clients named in the detail first, or remove it with --force.',
    data: z.object({ clients: z.array(z.string()) }),
  },
  SECRET_MISSING: {
    status: 400,
    message: 'A secret could not be read from where it should be.',
    remedy: 'Set the environment variable or make the file readable, then try again.',
  },
  CREDENTIAL_REFUSED: {
    status: 409,
    message: 'The upstream refused this credential. It was not stored.',
    remedy: 'Check the user name and password with whoever runs the upstream.',
  },
  CREDENTIAL_UNPROVEN: {
    status: 503,
    message: 'The upstream could not be asked whether the credential is right. Nothing was changed.',
    remedy: 'Try again when the upstream can be reached, or store it unproven with --no-probe.',
  },
  SIGN_IN_FAILED: {
    status: 409,
    message: 'Nobody was signed in.',
    remedy: 'Start again with "till-agent upstream sign-in".',
  },
  // This machine
  KEYCHAIN_UNAVAILABLE: {
    status: 503,
    message: 'This machine has no keychain that could hold a secret.',
    remedy:
      'On Linux install and start a Secret Service (gnome-keyring), or run with --vault memory and provision at each start.',
  },
  KEYCHAIN_LOCKED: {
    status: 503,
    message: 'The keychain is locked or was never set up.',
    remedy: 'Unlock the keychain (log in to the desktop session), then try again.',
  },
  KEYCHAIN_REFUSED: {
    status: 503,
    message: 'The keychain refused to keep or hand out the secret.',
    remedy: 'Allow the till agent in the keychain, then try again.',
  },
  SETTINGS_DAMAGED: {
    status: 500,
    message: 'The settings file is damaged.',
    remedy: 'A copy was set aside. Put a good settings file back, or delete it and provision the till again.',
  },
  SETTINGS_UNWRITABLE: {
    status: 500,
    message: 'The settings could not be written.',
    remedy: 'Check that the data directory exists, is yours and has space left.',
  },
  SETTING_MANAGED: {
    status: 409,
    message: 'Head office decides this setting.',
    remedy: 'Ask whoever looks after the computers of the shops to change its policy.',
  },
  AUDIT_UNAVAILABLE: {
    status: 500,
    message: 'The audit trail cannot be read or written.',
    remedy: 'Check that the data directory is yours and has space left. Nothing is recorded until then.',
  },
  FILE_UNREADABLE: {
    status: 400,
    message: 'A file could not be read.',
    remedy: 'Check the path and its permissions.',
  },
  PORT_TAKEN: {
    status: 409,
    message: 'Another program already listens on the port of the till agent.',
    remedy: 'End that program, or choose another port with --port and tell the POS.',
    data: z.object({ port: z.int(), pid: z.int().optional(), program: z.string().optional() }),
  },
  ALREADY_RUNNING: {
    status: 409,
    message: 'Another till agent uses this data directory.',
    remedy: 'End it first, or use another --data-dir.',
    data: z.object({ pid: z.int().optional() }),
  },
  INTERNAL: {
    status: 500,
    message: 'Something went wrong inside the till agent.',
    remedy: 'Send the reference to support; the log has the same one.',
    data: z.object({ reference: z.string() }),
  },
} as const satisfies Record<string, FaultDefinition>

export type FaultCode = keyof typeof faults

/** The typed extra of a fault; `undefined` where it has none. */
export type FaultData<Code extends FaultCode> = (typeof faults)[Code] extends { data: infer Data extends z.ZodType }
  ? z.infer<Data>
  : undefined

/** A fault as it travels over HTTP: `application/problem+json` (RFC 9457; standards.md 3), typed data beside the members. */
export const Problem = z.looseObject({
  type: z.string().meta({ examples: ['urn:till-agent:fault:NOT_GRANTED'] }),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.enum(Object.keys(faults) as [FaultCode, ...FaultCode[]]),
  requestId: z.string(),
  remedy: z.string(),
})
export type Problem = z.infer<typeof Problem>
