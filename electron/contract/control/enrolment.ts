import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ClientKey, ClientView } from '#contract/client.ts'
import { maxPackBytes, PackView, PublicKey } from '#contract/fleet/fleet.ts'
import { refusals } from '#contract/refusals.ts'
import { UpstreamView } from '#contract/upstream.ts'
import { EndpointUrl } from '#contract/values.ts'

const packFaults = refusals('PACK_INVALID', 'PACK_KEY_UNKNOWN', 'PACK_EXPIRED', 'PACK_SUPERSEDED', 'PACK_DEAD')
const openingFaults = refusals('PACK_CODE_WRONG', 'PACK_OF_OTHER_TILL', 'INVALID_INPUT', 'SETTINGS_UNWRITABLE')
const keychainFaults = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')
const probeFaults = refusals(
  ...(['CREDENTIAL_REFUSED', 'CREDENTIAL_UNEXPECTED', 'CREDENTIAL_UNPROVEN', 'FILE_UNREADABLE'] as const),
  'UNKNOWN_UPSTREAM',
)

/** The file, as it is. */
const pack = z.string().max(maxPackBytes)

/** Sets a till up from what head office signed. */
export const enrolment = {
  enrolment: {
    /** Reads a pack from a web server. */
    fetch: oc
      .errors(refusals('UPSTREAM_UNREACHABLE', 'INVALID_INPUT', 'PACK_INVALID'))
      .input(z.object({ url: EndpointUrl }))
      .output(z.object({ pack })),
    /** What a pack says, and whether the till believes it. Opens nothing, and counts as no try. */
    inspect: oc.errors(packFaults).input(z.object({ pack })).output(PackView),
    /** Proves each credential of a pack and applies all of it, or changes nothing. */
    enrol: oc
      .errors({ ...packFaults, ...openingFaults, ...keychainFaults, ...probeFaults })
      .input(
        z.object({
          pack,
          /** The enrolment code; absent for a pack that is sealed to the till's own key. */
          code: z.string().max(100).optional(),
          /** The fingerprint that a person has compared, where the till knows no key of head office. */
          fingerprint: z.string().max(100).optional(),
          /** Whether each upstream has to accept its credential first. */
          probe: z.boolean().default(true),
        }),
      )
      .output(
        z.object({
          pack: z.object({ till: z.string(), counter: z.int(), fingerprint: z.string() }),
          upstreams: z.array(UpstreamView),
          clients: z.array(ClientView),
          newKeys: z.array(z.object({ client: ClientView, key: ClientKey })),
          changed: z.array(z.string()),
        }),
      ),
    /** The set-up of this till without its secrets: a start for packs. */
    export: oc
      .errors(keychainFaults)
      /** @property withKey whether the till makes a key of its own, to which later packs are sealed */
      .input(z.object({ withKey: z.boolean().default(false) }))
      .output(z.object({ source: z.record(z.string(), z.unknown()), key: PublicKey.optional() })),
  },
}
