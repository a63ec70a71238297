import { z } from 'zod'
import type { FaultDefinition } from './definition.ts'

/**
 * Why nothing is known about a credential: nothing was sent · the server could not prove who it is · no response came in time ·
 * the response tells nothing · a proxy on the way wants a user name and a password first.
 */
export const UnprovenCause = z.enum(['unreachable', 'untrusted', 'timeout', 'unexpected', 'proxy-sign-in'])
export type UnprovenCause = z.infer<typeof UnprovenCause>

/** Refusals while the till is set up, and what its machine could not do. */
export const tillFaults = {
  // Setting up
  UNKNOWN_CLIENT: {
    status: 404,
    message: 'No client of this name is set up.',
  },
  ALREADY_EXISTS: {
    status: 409,
    message: 'This name is already in use.',
  },
  UPSTREAM_IN_USE: {
    status: 409,
    message: 'Clients still have grants for this upstream.',
    data: z.object({ clients: z.array(z.string()) }),
  },
  SECRET_MISSING: {
    status: 400,
    message: 'A secret could not be read from where it should be.',
  },
  CREDENTIAL_REFUSED: {
    status: 409,
    message: 'The upstream refused this credential. It was not stored.',
  },
  CREDENTIAL_UNEXPECTED: {
    status: 409,
    message: 'The credential is right, but belongs to somebody else than this till expects.',
    data: z.object({ property: z.string(), expected: z.string(), told: z.string() }),
  },
  CREDENTIAL_UNPROVEN: {
    status: 503,
    message: 'The upstream could not be asked whether the credential is right. Nothing was changed.',
    data: z.object({
      cause: UnprovenCause.optional(),
      /** Address of the proxy that wants a sign-in, without user name and password. */
      proxy: z.string().optional(),
    }),
  },
  SIGN_IN_FAILED: {
    status: 409,
    message: 'Nobody was signed in.',
  },
  PACK_INVALID: {
    status: 400,
    message: 'This is not a pack as head office signed it.',
  },
  PACK_KEY_UNKNOWN: {
    status: 403,
    message: 'This pack is not signed by a key that this till trusts.',
    data: z.object({
      /** Of the key that signed it, where a person may still confirm it. */
      fingerprint: z.string().optional(),
    }),
  },
  PACK_EXPIRED: {
    status: 410,
    message: 'This pack is out of date, or dated in the future.',
  },
  PACK_SUPERSEDED: {
    status: 409,
    message: 'This till has already used this pack, or a newer one.',
  },
  PACK_CODE_WRONG: {
    status: 403,
    message: 'This is not the code of this pack.',
    data: z.object({ triesLeft: z.int().nonnegative() }),
  },
  PACK_DEAD: {
    status: 403,
    message: 'Too many wrong codes were tried. This pack can no longer be used on this till.',
  },
  PACK_OF_OTHER_TILL: {
    status: 409,
    message: 'This pack is sealed for another till.',
  },
  TILL_BARRED: {
    status: 403,
    message: 'Head office has barred this till.',
  },
  // This machine
  KEYCHAIN_UNAVAILABLE: {
    status: 503,
    message: 'This machine has no keychain that could hold a secret.',
  },
  KEYCHAIN_LOCKED: {
    status: 503,
    message: 'The keychain is locked or was never set up.',
  },
  KEYCHAIN_REFUSED: {
    status: 503,
    message: 'The keychain refused to keep or hand out the secret.',
  },
  SETTINGS_DAMAGED: {
    status: 500,
    message: 'The settings file is damaged.',
  },
  SETTINGS_UNWRITABLE: {
    status: 500,
    message: 'The settings could not be written.',
  },
  SETTING_MANAGED: {
    status: 409,
    message: 'Head office decides this setting.',
  },
  AUDIT_UNAVAILABLE: {
    status: 500,
    message: 'The audit trail cannot be read or written.',
  },
  LOG_UNAVAILABLE: {
    status: 500,
    message: 'The log cannot be written.',
  },
  FILE_UNREADABLE: {
    status: 400,
    message: 'A file could not be read.',
  },
  PORT_TAKEN: {
    status: 409,
    message: 'Another program already listens on the port of the till agent.',
    data: z.object({ port: z.int(), pid: z.int().optional(), program: z.string().optional() }),
  },
  ALREADY_RUNNING: {
    status: 409,
    message: 'Another till agent uses this data directory.',
    data: z.object({ pid: z.int().optional() }),
  },
  ADMINISTRATOR_REQUIRED: {
    status: 403,
    message: 'Only an administrator of this machine can do this while the till has no manager PIN.',
  },
  SERVICE_REFUSED: {
    status: 500,
    message: 'The service manager of this system refused.',
  },
  SAFE_MODE: {
    status: 503,
    message: 'The till agent is in safe mode, because it crashed several times in a row.',
  },
  INTERNAL: {
    status: 500,
    message: 'Something went wrong inside the till agent.',
    data: z.object({ reference: z.string() }),
  },
} as const satisfies Record<string, FaultDefinition>
