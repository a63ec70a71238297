import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { AuditHash, AuditRow, AuditVerdict } from '#contract/audit.ts'
import { CacheSettings } from '#contract/cache.ts'
import { ClientEntry, ClientKey, ClientView } from '#contract/client.ts'
import { Diagnosis, SystemPanel } from '#contract/doctor.ts'
import { drops } from '#contract/drops/control.ts'
import { Topic } from '#contract/event.ts'
import { ProvisioningFile } from '#contract/provisioning.ts'
import { refusals } from '#contract/refusals.ts'
import { Bundle, BundlePreview } from '#contract/reports/bundle.ts'
import { Day } from '#contract/reports/day.ts'
import { SchemeForm } from '#contract/schemeForm.ts'
import { Status } from '#contract/status.ts'
import { RecentRequest, RefusalCount, UpstreamLatency } from '#contract/traffic.ts'
import { Identity, UpstreamEntry, UpstreamView } from '#contract/upstream.ts'
import { ClientId, Instant, ProxySetting, UpstreamId } from '#contract/values.ts'
import { browser } from './browser.ts'
import { cashier } from './cashier.ts'
import { directives } from './directives.ts'
import { displays } from './displays.ts'
import { enrolment } from './enrolment.ts'
import { outbox } from './outbox.ts'
import { pairings } from './pairings.ts'
import { settings } from './settings.ts'
import { telemetry } from './telemetry.ts'
import { training } from './training.ts'
import { updates } from './updates.ts'

const keychainFaults = refusals('KEYCHAIN_UNAVAILABLE', 'KEYCHAIN_LOCKED', 'KEYCHAIN_REFUSED')
const storingFaults = { ...keychainFaults, ...refusals('INVALID_INPUT', 'SETTINGS_UNWRITABLE') }
const probeFaults = refusals('CREDENTIAL_REFUSED', 'CREDENTIAL_UNEXPECTED', 'CREDENTIAL_UNPROVEN', 'FILE_UNREADABLE')

const signInFaults = {
  ...keychainFaults,
  ...refusals('UNKNOWN_UPSTREAM', 'UPSTREAM_NOT_READY', 'UPSTREAM_LOCKED', 'INVALID_INPUT'),
}

const ofUpstream = z.object({ id: UpstreamId })

/** Whether the credential is tested at the upstream before it is stored. */
const probe = z.boolean().default(true)

const pageSize = z.int().min(1).max(1_000)

/** A new client with its key, which is never shown again. */
const ClientMade = z.object({ client: ClientView, key: ClientKey })

/**
 * The calls of a person at this machine: from the command line over the control socket, from the window, and from a
 * browser. Secrets travel in clear inside these calls, so each of these transports admits only that person.
 */
export const control = {
  status: oc.output(Status),
  /** The topics that change, as they change. `status` comes at once. */
  changes: oc.output(eventIterator(Topic)),
  upstreams: {
    /** The fields of a new upstream, for each scheme. */
    forms: oc.output(z.array(SchemeForm)),
    list: oc.output(z.array(UpstreamView)),
    add: oc
      .errors({ ...storingFaults, ...probeFaults, ...refusals('ALREADY_EXISTS') })
      /** @property asksPerson whether a person is shown the identity, and has yet to say that it is the right one */
      .input(z.object({ entry: UpstreamEntry, probe, asksPerson: z.boolean().default(false) }))
      .output(z.object({ upstream: UpstreamView, identity: Identity.optional() })),
    /** A person has said that the upstream knows the till as the right one. */
    confirm: oc.errors(refusals('UNKNOWN_UPSTREAM', 'SETTINGS_UNWRITABLE')).input(ofUpstream),
    /** Asks the upstream whose credential this is. */
    test: oc
      .errors({ ...keychainFaults, ...probeFaults, ...refusals('UNKNOWN_UPSTREAM', 'UPSTREAM_NOT_READY') })
      .input(ofUpstream)
      .output(Identity),
    /**
     * Replaces the credential, the way to the upstream, or both. What was there stays until the new one works; with a way alone,
     * the credential stays.
     */
    rotate: oc
      .errors({ ...storingFaults, ...probeFaults, ...refusals('UNKNOWN_UPSTREAM') })
      .input(
        ofUpstream.extend({
          secrets: z.record(z.string(), z.string()),
          proxy: ProxySetting.optional(),
          probe,
        }),
      )
      .output(z.object({ upstream: UpstreamView, identity: Identity.optional() })),
    /** For how long answers to look-ups are kept from now on; without `cache` none is. What is kept is dropped. */
    changeCache: oc
      .errors({ ...storingFaults, ...refusals('UNKNOWN_UPSTREAM') })
      .input(ofUpstream.extend({ cache: CacheSettings.optional() }))
      .output(UpstreamView),
    remove: oc
      .errors({ ...keychainFaults, ...refusals('UNKNOWN_UPSTREAM', 'UPSTREAM_IN_USE', 'SETTINGS_UNWRITABLE') })
      .input(ofUpstream.extend({ force: z.boolean().default(false) })),
    /** A person signs in at the upstream's identity provider, with a browser of this machine. */
    signIn: {
      /** The URL for the browser. The redirect is accepted until `expiresAt`, or until the sign-in has ended. */
      start: oc
        .errors({ ...signInFaults, ...refusals('SIGN_IN_FAILED') })
        .input(ofUpstream)
        .output(z.object({ signInId: z.string(), url: z.url(), expiresAt: Instant })),
      /** Waits for the person to come back. Cancelling the call cancels the sign-in. */
      finish: oc
        .errors({ ...keychainFaults, ...refusals('SIGN_IN_FAILED') })
        .input(ofUpstream.extend({ signInId: z.string().max(100) }))
        .output(Identity),
    },
    signOut: oc
      .errors(signInFaults)
      .input(ofUpstream)
      .output(
        z.object({
          /** Whether the identity provider revoked the tokens. */
          revocation: z.enum(['done', 'failed', 'not-offered']),
          /** The page at which a browser ends its own session with the identity provider. */
          endSessionUrl: z.url().optional(),
        }),
      ),
  },
  secrets: {
    /**
     * Removes the secrets that belong to no upstream: the agent's own, and those of changes that were cut off. Answers with the
     * names of the latter.
     */
    forget: oc.errors(keychainFaults).output(z.object({ names: z.array(z.string()) })),
  },
  clients: {
    list: oc.output(z.array(ClientView)),
    add: oc
      .errors({ ...storingFaults, ...refusals('ALREADY_EXISTS', 'UNKNOWN_UPSTREAM') })
      .input(ClientEntry)
      .output(ClientMade),
    revoke: oc.errors(refusals('UNKNOWN_CLIENT', 'SETTINGS_UNWRITABLE')).input(z.object({ id: ClientId })),
  },
  pairings,
  ...enrolment,
  ...directives,
  ...cashier,
  ...displays,
  ...outbox,
  ...drops,
  ...settings,
  ...training,
  ...telemetry,
  ...updates,
  ...browser,
  traffic: {
    /** The last 50 brokered requests, newest first. */
    recent: oc.output(z.array(RecentRequest)),
    latency: oc.output(z.array(UpstreamLatency)),
    refusals: oc.output(z.array(RefusalCount)),
  },
  /** What happened since midnight. For shift leads and managers. */
  day: oc.errors(refusals('AUDIT_UNAVAILABLE', 'VERIFICATIONS_UNAVAILABLE')).output(Day),
  /** Checks everything that may be wrong. Calls each upstream once. */
  doctor: oc.output(Diagnosis),
  /** Opens a part of the system's settings on the screen of the agent's machine, where the doctor has offered it. */
  openSystemPanel: oc.errors(refusals('NOT_SUPPORTED')).input(z.object({ panel: SystemPanel })),
  /** The support bundle. An allow-list names every field that may be in it. */
  bundle: {
    preview: oc.output(BundlePreview),
    make: oc.output(Bundle),
  },
  /** A new one-time link to the browser UI, where the agent serves one. */
  webLink: oc.errors(refusals('NOT_SUPPORTED')).output(z.object({ url: z.string(), expiresAt: Instant })),
  /** Ends the agent in order. Answered before it ends; offered over the control socket only. */
  stop: oc.errors(refusals('NOT_SUPPORTED')).output(z.object({ pid: z.int().positive() })),
  /** Applies a provisioning file. Upstreams and clients that it names are replaced, all others stay. */
  provision: oc
    .errors({ ...storingFaults, ...probeFaults, ...refusals('UNKNOWN_UPSTREAM') })
    /** @property probe whether credentials that are new or changed must be accepted before anything is replaced */
    .input(ProvisioningFile.extend({ probe: z.boolean().default(false) }))
    .output(
      z.object({
        upstreams: z.array(UpstreamView),
        clients: z.array(ClientView),
        newKeys: z.array(ClientMade),
        /** What has changed, such as `upstream loyalty`, `client pos` or `limit queue`. */
        changed: z.array(z.string()),
      }),
    ),
  audit: {
    /** Newest first. */
    list: oc
      .errors(refusals('AUDIT_UNAVAILABLE'))
      .input(z.object({ limit: pageSize.default(50), before: z.int().positive().optional() }))
      .output(z.array(AuditRow)),
    /** Oldest first, page by page through the whole trail. */
    export: oc
      .errors(refusals('AUDIT_UNAVAILABLE'))
      .input(z.object({ limit: pageSize.default(1_000), after: z.int().nonnegative().default(0) }))
      .output(z.array(AuditRow)),
    /** Checks that each row fits the row before, and that the row with `expectedHash` is still there. */
    verify: oc
      .errors(refusals('AUDIT_UNAVAILABLE'))
      .input(z.object({ expectedHash: AuditHash.optional() }))
      .output(AuditVerdict),
  },
}
