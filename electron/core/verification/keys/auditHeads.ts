import { z } from 'zod'
import type { HeadSigner } from '#core/audit/headSignatures.ts'
import type { Clock } from '#core/base/clock.ts'
import type { SettingsStore } from '#core/settings/settings.ts'
import type { VerificationSecrets } from './secrets.ts'

interface Deps {
  settings: SettingsStore
  clock: Clock
  secrets(): Promise<VerificationSecrets>
}

const Claims = z.object({ iss: z.string(), sequence: z.int(), hash: z.string() })

/** Signs ends of the audit trail with the key that signs statements; a type of its own tells the two apart. */
export function auditHeadSigner({ settings, clock, secrets }: Deps): HeadSigner {
  const issuer = () => `till-agent/${settings.read().installation}`
  return {
    async sign({ sequence, hash }) {
      const iat = Math.floor(clock.now() / 1_000)
      return (await secrets()).sign('audit-head', { iss: issuer(), iat, sequence, hash }, 'EdDSA')
    },
    async read(token) {
      const claims = Claims.safeParse(await (await secrets()).verify('audit-head', token)).data
      if (!claims || claims.iss !== issuer()) return undefined
      return { sequence: claims.sequence, hash: claims.hash }
    },
  }
}
