import { z } from 'zod'
import { ClientEntry } from './client.ts'
import { CodeSettings } from './codes.ts'
import { DropEntry } from './drops/drop.ts'
import { LimitSettings } from './limits.ts'
import { StoreSettings } from './setting.ts'
import { UpstreamEntry } from './upstream.ts'

/** More than any till has. Files beyond these bounds are mistakes, and would hold the agent up. */
export const provisioningBounds = { bytes: 1024 * 1024, upstreams: 100, clients: 1_000, drops: 100 }

/** Where to read a secret. A file that holds the secret as text is itself a secret. */
export const SecretSource = z.union(
  [z.string().min(1), z.strictObject({ env: z.string().min(1) }), z.strictObject({ file: z.string().min(1) })],
  { error: 'must be {"env": "NAME"}, {"file": "path"} or a text' },
)
export type SecretSource = z.infer<typeof SecretSource>

/**
 * The setup of a till in one document, for setup without a person. An upstream's and a drop's secrets and a client's key may each be a
 * `SecretSource`. A client without `key` gets a new one, which is shown once.
 */
export const ProvisioningFile = z.strictObject({
  /** In force from the next start, unless the file is applied by the start itself. */
  limits: LimitSettings.optional(),
  store: StoreSettings.optional(),
  codes: CodeSettings.optional(),
  upstreams: z.array(UpstreamEntry).max(provisioningBounds.upstreams, 'has more upstreams than any till').default([]),
  clients: z
    .array(ClientEntry.extend({ key: SecretSource.optional() }))
    .max(provisioningBounds.clients, 'has more clients than any till')
    .default([]),
  /** Folders whose files go to a server of files. One that is named so already is replaced. */
  drops: z.array(DropEntry).max(provisioningBounds.drops, 'has more folders than any till').optional(),
})
export type ProvisioningFile = z.infer<typeof ProvisioningFile>
