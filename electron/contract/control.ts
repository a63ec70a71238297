import { oc } from '@orpc/contract'
import { z } from 'zod'
import { ClientEntry, ClientKey, ClientView } from './client.ts'
import { ProvisioningFile } from './provisioning.ts'
import { refusals } from './refusals.ts'
import { Status } from './status.ts'
import { Identity, UpstreamEntry, UpstreamView } from './upstream.ts'
import { ClientId, UpstreamId } from './values.ts'

const keychain = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')
const storing = { ...keychain, ...refusals('INVALID_INPUT', 'SETTINGS_UNWRITABLE') }
const proving = refusals('CREDENTIAL_REFUSED', 'CREDENTIAL_UNPROVEN', 'FILE_UNREADABLE')

const ofUpstream = z.object({ id: UpstreamId })

/** Whether a credential is tried against the upstream before it is stored. */
const probe = z.boolean().default(true)

/** A client that was just made. The key is never shown again. */
const ClientMade = z.object({ client: ClientView, key: ClientKey })

/**
 * What a person who runs this machine may ask of the agent: the command line over the pipe, and later the window.
 * Secrets travel in clear inside these calls, so the doors that serve them admit only the same OS user.
 */
export const control = {
  status: oc.output(Status),
  upstreams: {
    list: oc.output(z.array(UpstreamView)),
    add: oc
      .errors({ ...storing, ...proving, ...refusals('ALREADY_EXISTS') })
      .input(z.object({ entry: UpstreamEntry, probe }))
      .output(z.object({ upstream: UpstreamView, identity: Identity.optional() })),
    /** Asks the upstream who we are. */
    test: oc
      .errors({ ...keychain, ...proving, ...refusals('UNKNOWN_UPSTREAM', 'UPSTREAM_NOT_READY') })
      .input(ofUpstream)
      .output(Identity),
    /** Puts a new credential in place of the old one, which is kept until the new one works. */
    rotate: oc
      .errors({ ...storing, ...proving, ...refusals('UNKNOWN_UPSTREAM') })
      .input(ofUpstream.extend({ secrets: z.record(z.string(), z.string()), probe }))
      .output(z.object({ upstream: UpstreamView, identity: Identity.optional() })),
    remove: oc
      .errors({ ...keychain, ...refusals('UNKNOWN_UPSTREAM', 'UPSTREAM_IN_USE', 'SETTINGS_UNWRITABLE') })
      .input(ofUpstream.extend({ force: z.boolean().default(false) })),
  },
  clients: {
    list: oc.output(z.array(ClientView)),
    add: oc
      .errors({ ...storing, ...refusals('ALREADY_EXISTS', 'UNKNOWN_UPSTREAM') })
      .input(ClientEntry)
      .output(ClientMade),
    revoke: oc.errors(refusals('UNKNOWN_CLIENT', 'SETTINGS_UNWRITABLE')).input(z.object({ id: ClientId })),
  },
  /** Makes the till what the file says. What the file does not name stays as it is; what it names is replaced. */
  provision: oc
    .errors({ ...storing, ...refusals('UNKNOWN_UPSTREAM', 'FILE_UNREADABLE') })
    .input(ProvisioningFile)
    .output(z.object({ upstreams: z.array(UpstreamView), clients: z.array(ClientView), newKeys: z.array(ClientMade) })),
}
