import { z } from 'zod'
import { ClientEntry } from './client.ts'
import { LimitSettings } from './limits.ts'
import { StoreSettings } from './setting.ts'
import { UpstreamEntry } from './upstream.ts'

/** Where a secret comes from. Written out in the file it works too, but then the file is a secret. */
export const SecretSource = z.union(
  [z.string().min(1), z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  { error: 'must be {"env": "NAME"}, {"file": "path"} or a text' },
)
export type SecretSource = z.infer<typeof SecretSource>

/**
 * The whole till in one document (design 5). A secret (an upstream's secrets, a client's key) may be a
 * `SecretSource`. Without `key` a client is given a new one, shown once.
 */
export const ProvisioningFile = z.strictObject({
  /** In force from the next start; from this one with `serve --provision`. */
  limits: LimitSettings.optional(),
  store: StoreSettings.optional(),
  upstreams: z.array(UpstreamEntry).default([]),
  clients: z.array(ClientEntry.extend({ key: SecretSource.optional() })).default([]),
})
export type ProvisioningFile = z.infer<typeof ProvisioningFile>
