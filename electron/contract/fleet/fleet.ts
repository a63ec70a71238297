import { z } from 'zod'
import { StoreSettings } from '#contract/setting.ts'
import { Instant } from '#contract/values.ts'

/** An Ed25519 or X25519 public key, base64url. */
export const PublicKey = z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'must be a public key: 43 letters, digits, - or _')

/** More than any pack has; a URL may serve no more than that either. */
export const maxPackBytes = 1024 * 1024

/** Of a file of directives. */
export const ChannelName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a small letter and small letters, digits or hyphens')

const HostPatterns = z
  .string()
  .max(1_000)
  .regex(
    /^(\*\.)?[a-z0-9.-]+(:\d{1,5})?( (\*\.)?[a-z0-9.-]+(:\d{1,5})?)*$/,
    'must be names of hosts, with a blank between two',
  )

/** How a till stands to its head office. */
export const FleetSettings = z
  .strictObject({
    /** Public keys that sign packs for this till, separated by blanks. */
    keys: z
      .string()
      .regex(
        /^[A-Za-z0-9_-]{43}( [A-Za-z0-9_-]{43}){0,7}$/,
        'must be one to eight public keys, with a blank between two',
      ),
    /** Which file of directives is this till's: `tills` is `tills.fleet.json`, beside the releases. */
    channel: ChannelName,
    /**
     * Hosts that directives may lead the credential of an upstream to, beside the one that it goes to already. Separated by
     * blanks; `*.example.com` is every host below that one.
     */
    hosts: HostPatterns,
    /** Hosts that a support bundle may be sent to, beside the one of the releases. No credential goes there. */
    bundleHosts: HostPatterns,
    /** How often what head office asked for is tried, where the network is in the way. */
    askTries: z.int().min(1).max(50),
  })
  .partial()
export type FleetSettings = z.infer<typeof FleetSettings>

/**
 * Why the till believes a pack: `known`: one of its own keys signed it · `new`: it knows no key yet, so a person compares the
 * fingerprint with what head office gave them.
 */
export const PackTrust = z.enum(['known', 'new'])
export type PackTrust = z.infer<typeof PackTrust>

/** What a pack says before it is opened. No secret is in it. */
export const PackView = z.object({
  /** Head office's name for the till. */
  till: z.string(),
  counter: z.int(),
  releasedAt: Instant,
  expiresAt: Instant,
  trust: PackTrust,
  /** Of the key that signed it: eight groups of four hexadecimal digits. */
  fingerprint: z.string(),
  sealedTo: z.enum(['code', 'till']),
  /** Codes that may still be tried here; absent where none is asked for. */
  triesLeft: z.int().nonnegative().optional(),
  store: StoreSettings.optional(),
  upstreams: z.array(z.object({ id: z.string(), scheme: z.string(), baseUrl: z.string() })),
  clients: z.array(z.object({ id: z.string(), name: z.string() })),
  /** Folders whose files go to a server. */
  drops: z.array(z.object({ name: z.string(), folder: z.string(), to: z.string() })),
  /** Names of the settings that it sets. */
  settings: z.array(z.string()),
})
export type PackView = z.infer<typeof PackView>
