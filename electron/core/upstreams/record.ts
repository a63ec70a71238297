import type { Identity } from '#contract/upstream.ts'
import type { StoredUpstream } from '#core/settings/settings.ts'
import type { ParsedEntry } from './entry.ts'

/** Why an upstream's credential is stored. */
export type SetupCause =
  | { cause: 'added' }
  /** @property way where the proxy changes: alone, the credential is the one of before */
  | { cause: 'rotated'; before: StoredUpstream; way?: { proxy: string | undefined; isAlone: boolean } }
  /** Settings of it that are no secrets, from afar: the credential is the one of before. */
  | { cause: 'changed'; before: StoredUpstream }
  /** @property isSameCredential whether the vault holds this credential already */
  | { cause: 'provisioned'; before: StoredUpstream | undefined; isSameCredential: boolean }

/**
 * The record of an upstream whose credential was set. A rotation unlocks the upstream. Provisioning does so only with
 * another credential: a file that is read at each start must not have the same wrong one tried again.
 *
 * @param identity from the probe, if there was one
 */
export function recordOf(
  { common, settings }: Pick<ParsedEntry, 'common' | 'settings'>,
  setup: SetupCause,
  identity: Identity | undefined,
  now: number,
): StoredUpstream {
  const known = identityFieldsOf(identity)
  switch (setup.cause) {
    case 'added':
      return { ...common, settings, createdAt: now, ...known }
    case 'rotated': {
      const { before, way } = setup
      const { lockedAt, ...unlocked } = before
      const routed = { ...unlocked, ...(way && { proxy: way.proxy }) }
      if (!way?.isAlone) return { ...routed, rotatedAt: now, ...known }
      // The same credential: only an upstream that has accepted it by the new way unlocks it.
      const isStillLocked = lockedAt !== undefined && identity === undefined
      return { ...routed, ...(isStillLocked && { lockedAt }), ...known }
    }
    case 'changed': {
      const { createdAt, rotatedAt, lockedAt, isUnconfirmed, certificate, organisation, till } = setup.before
      const marks = { createdAt, rotatedAt, isUnconfirmed, certificate, organisation, till }
      // Only an upstream that has accepted the credential as it is set up now unlocks it.
      return { ...common, settings, ...marks, ...(identity ? {} : { lockedAt }), ...known }
    }
    case 'provisioned':
      return { ...common, settings, ...historyOf(setup, now), ...known }
  }
}

function historyOf(
  { before, isSameCredential }: SetupCause & { cause: 'provisioned' },
  now: number,
): Pick<StoredUpstream, 'createdAt' | 'rotatedAt' | 'lockedAt'> {
  if (!before) return { createdAt: now }
  const { createdAt, rotatedAt, lockedAt } = before
  return isSameCredential ? { createdAt, rotatedAt, lockedAt } : { createdAt, rotatedAt: now }
}

/** The parts of an identity that a record holds until the next probe. */
export function identityFieldsOf(identity: Identity | undefined): Pick<StoredUpstream, 'organisation' | 'till'> {
  const { organisation, till } = identity ?? {}
  return { ...(organisation !== undefined && { organisation }), ...(till !== undefined && { till }) }
}
