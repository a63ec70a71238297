import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { AuditHash, AuditRow, AuditVerdict } from './audit.ts'
import { Bundle, BundlePreview } from './bundle.ts'
import { ClientEntry, ClientKey, ClientView } from './client.ts'
import { cashier } from './controlCashier.ts'
import { pairings } from './controlPairings.ts'
import { settings } from './controlSettings.ts'
import { updates } from './controlUpdates.ts'
import { Diagnosis } from './doctor.ts'
import { Topic } from './event.ts'
import { ProvisioningFile } from './provisioning.ts'
import { refusals } from './refusals.ts'
import { SchemeForm } from './schemeForm.ts'
import { Status } from './status.ts'
import { RecentRequest, RefusalCount, UpstreamLatency } from './traffic.ts'
import { Identity, UpstreamEntry, UpstreamView } from './upstream.ts'
import { ClientId, Instant, UpstreamId } from './values.ts'

const keychain = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')
const storing = { ...keychain, ...refusals('INVALID_INPUT', 'SETTINGS_UNWRITABLE') }
const proving = refusals('CREDENTIAL_REFUSED', 'CREDENTIAL_UNPROVEN', 'FILE_UNREADABLE')

const signingIn = {
  ...keychain,
  ...refusals('UNKNOWN_UPSTREAM', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED', 'INVALID_INPUT'),
}

const ofUpstream = z.object({ id: UpstreamId })

/** Whether a credential is tried against the upstream before it is stored. */
const probe = z.boolean().default(true)

const page = z.int().min(1).max(1_000)

/** A client that was just made. The key is never shown again. */
const ClientMade = z.object({ client: ClientView, key: ClientKey })

/**
 * What a person at this machine may ask of the agent: the command line over the pipe, the window, and a browser where one
 * stands for the window. Secrets travel in clear inside these calls, so the doors that serve them admit nobody else.
 */
export const control = {
  status: oc.output(Status),
  /** What may have to be read anew, as it changes. The first one comes at once: `status`. */
  changes: oc.output(eventIterator(Topic)),
  upstreams: {
    /** What has to be said to add one, by scheme. */
    forms: oc.output(z.array(SchemeForm)),
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
    /** A person signs in with the browser of this machine, at the identity provider of the upstream. */
    signIn: {
      /** Where to send the browser. The way back is open until then, or until the sign-in is over. */
      start: oc
        .errors({ ...signingIn, ...refusals('SIGN_IN_FAILED') })
        .input(ofUpstream)
        .output(z.object({ signInId: z.string(), url: z.url(), expiresAt: Instant })),
      /** Waits until the person has come back. Who stops waiting gives the sign-in up. */
      finish: oc
        .errors({ ...keychain, ...refusals('SIGN_IN_FAILED') })
        .input(ofUpstream.extend({ signInId: z.string().max(100) }))
        .output(Identity),
    },
    signOut: oc
      .errors(signingIn)
      .input(ofUpstream)
      .output(
        z.object({
          /** Whether the identity provider was told to forget the tokens. */
          revocation: z.enum(['done', 'failed', 'not-offered']),
          /** Where a browser ends its own session with the identity provider. */
          endSessionUrl: z.url().optional(),
        }),
      ),
  },
  clients: {
    list: oc.output(z.array(ClientView)),
    add: oc
      .errors({ ...storing, ...refusals('ALREADY_EXISTS', 'UNKNOWN_UPSTREAM') })
      .input(ClientEntry)
      .output(ClientMade),
    revoke: oc.errors(refusals('UNKNOWN_CLIENT', 'SETTINGS_UNWRITABLE')).input(z.object({ id: ClientId })),
  },
  pairings,
  ...cashier,
  ...settings,
  ...updates,
  traffic: {
    /** The last 50 brokered requests, newest first. */
    recent: oc.output(z.array(RecentRequest)),
    latency: oc.output(z.array(UpstreamLatency)),
    refusals: oc.output(z.array(RefusalCount)),
  },
  /** Looks at everything that may be wrong (design 10): asks each upstream once. */
  doctor: oc.output(Diagnosis),
  /** What to send to support: redacted by allow-list. */
  bundle: {
    preview: oc.output(BundlePreview),
    make: oc.output(Bundle),
  },
  /** A new one-time link to the window in a browser, where the agent serves one. */
  webLink: oc.errors(refusals('NOT_SUPPORTED')).output(z.object({ url: z.string(), expiresAt: Instant })),
  /** Makes the till what the file says. What the file does not name stays as it is; what it names is replaced. */
  provision: oc
    .errors({ ...storing, ...refusals('UNKNOWN_UPSTREAM', 'FILE_UNREADABLE') })
    .input(ProvisioningFile)
    .output(
      z.object({
        upstreams: z.array(UpstreamView),
        clients: z.array(ClientView),
        newKeys: z.array(ClientMade),
        /** What is different now, such as `upstream loyalty`, `client pos` or `limit queue`. */
        changed: z.array(z.string()),
      }),
    ),
  audit: {
    /** Newest first. */
    list: oc
      .errors(refusals('AUDIT_UNAVAILABLE'))
      .input(z.object({ limit: page.default(50), before: z.int().positive().optional() }))
      .output(z.array(AuditRow)),
    /** Oldest first: the whole trail, page by page. */
    export: oc
      .errors(refusals('AUDIT_UNAVAILABLE'))
      .input(z.object({ limit: page.default(1_000), after: z.int().nonnegative().default(0) }))
      .output(z.array(AuditRow)),
    /** Whether each row still fits the one before it, and, when a hash is given, whether the row that had it is there. */
    verify: oc
      .errors(refusals('AUDIT_UNAVAILABLE'))
      .input(z.object({ expectedHash: AuditHash.optional() }))
      .output(AuditVerdict),
  },
}
