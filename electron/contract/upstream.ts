import { z } from 'zod'
import { CacheSettings } from '#contract/cache.ts'
import { SignInPolicy } from '#contract/customer.ts'
import { CertificateText } from '#contract/text/certificateText.ts'
import { PastedText, SecretText } from '#contract/text/pastedText.ts'
import { OutboxSettings } from './outbox/settings.ts'
import { BaseUrl, FilePath, Instant, ProxySetting, UpstreamId } from './values.ts'

const ExpectedName = PastedText.max(200)

/** Whose credential it must be. Each part that is given is compared with what the upstream's probe tells. */
export const ExpectedIdentity = z
  .strictObject({ organisation: ExpectedName, till: ExpectedName, store: ExpectedName })
  .partial()
export type ExpectedIdentity = z.infer<typeof ExpectedIdentity>

/** `agent`: through the agent again, as `Location` does · `upstream`: past it, as they were sent. */
export const LinkTarget = z.enum(['agent', 'upstream'])
export type LinkTarget = z.infer<typeof LinkTarget>

/**
 * Whether what is done there counts: the customers and money of the business, those of a test system, or the product's own
 * simulated ones while staff practise.
 */
export const UpstreamMode = z.enum(['live', 'test', 'training'])
export type UpstreamMode = z.infer<typeof UpstreamMode>

/** A person sets these; `training` has a switch of its own, and ends by itself. */
export const SettableMode = UpstreamMode.exclude(['training'])
export type SettableMode = z.infer<typeof SettableMode>

/** The fields of every upstream, whatever its scheme. */
export const UpstreamCommon = z.object({
  id: UpstreamId,
  scheme: z.string().meta({ description: 'How the upstream is spoken to, e.g. capillary-till' }),
  baseUrl: BaseUrl,
  /** `live` where it is absent. */
  mode: UpstreamMode.optional(),
  /** Path of a PEM file. When present, only these authorities are trusted for this upstream. */
  caFile: FilePath.optional(),
  proxy: ProxySetting.optional(),
  /** Whether requests say in `Via` that they came through the agent. Some servers do not compress answers to those. */
  via: z.boolean().optional(),
  /** Whether `traceparent` of a traced request names the agent's part of the trace; else what the POS sent passes as it is. */
  traceparent: z.boolean().optional(),
  /** Where links to the upstream lead that stand in its JSON answers; the scheme says where this does not. */
  links: LinkTarget.optional(),
  expect: ExpectedIdentity.optional(),
  outbox: OutboxSettings.optional(),
  cache: CacheSettings.optional(),
})

/** The secrets of an upstream beside its scheme's. */
export const commonSecrets = {
  /** For the user name in `proxy`. */
  proxyPassword: SecretText.optional(),
  /** What the till shows to an upstream that asks who connects (mutual TLS). */
  clientCertificate: CertificateText.optional(),
  /** Opens the PKCS#12, or the private key. */
  clientCertificatePassword: SecretText.optional(),
}

/**
 * An upstream as a person adds it: the common fields, the scheme's settings and the scheme's secrets, all on one level.
 * The scheme checks the last two, so that a new scheme does not touch the contract. Some schemes take a `region` in place
 * of `baseUrl`.
 */
export const UpstreamEntry = UpstreamCommon.partial({ baseUrl: true })
  .extend({ mode: SettableMode.optional(), ...commonSecrets })
  .loose()
export type UpstreamEntry = z.infer<typeof UpstreamEntry>

/**
 * `ready`: can be called · `not-ready`: no credential is available · `locked`: the upstream refused the credential, which
 * is not sent again until a person enters another.
 */
export const UpstreamState = z.enum(['ready', 'not-ready', 'locked'])
export type UpstreamState = z.infer<typeof UpstreamState>

export const UpstreamView = UpstreamCommon.extend({
  /** Without the password. */
  proxy: z.string().optional(),
  settings: z.record(z.string(), z.unknown()).meta({ description: "the scheme's own settings, without secrets" }),
  /** Of the certificate that the till shows, where it has one. */
  certificate: z.object({ subject: z.string(), expiresAt: Instant }).optional(),
  state: UpstreamState,
  /** Code of the fault that keeps it from being ready. */
  code: z.string().optional(),
  /** Whose credential this is, as the upstream last said. */
  organisation: z.string().optional(),
  till: z.string().optional(),
  reason: z.string().optional(),
  remedy: z.string().optional(),
  /** Whether a person signs in for the till itself, with the browser of this machine. */
  signsInWithBrowser: z.boolean().optional(),
  /** Where customers sign in with codes or passwords of their own. */
  signInPolicy: SignInPolicy.optional(),
  /** Whether a person still has to say that this organisation and till are the right ones. */
  isUnconfirmed: z.literal(true).optional(),
  createdAt: Instant,
  rotatedAt: Instant.optional(),
})
export type UpstreamView = z.infer<typeof UpstreamView>

/** Whose credential this is, as the upstream says. */
export const Identity = z.object({
  organisation: z.string().optional(),
  till: z.string().optional(),
  store: z.string().optional(),
  /** The person who signed in with a browser, as the identity provider names them. */
  person: z.string().optional(),
  /** The upstream's clock minus this machine's. */
  clockSkewMs: z.int().optional(),
  latencyMs: z.number(),
  /** A warning in one sentence, although the credential was accepted. */
  notice: z.string().optional(),
})
export type Identity = z.infer<typeof Identity>
