import type { PackView } from '#contract/fleet/fleet.ts'
import type { ProvisioningFile } from '#contract/provisioning.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import { Secret } from '#core/base/secret.ts'
import type { UndoSecrets } from '#core/base/vault.ts'
import type { Network } from '#core/network/network.ts'
import type { Scheme } from '#core/scheme/scheme.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { ManagerPin, ScryptCost } from '#core/settings/managerPin.ts'
import { type Policy, readPolicy, type SettingGroup } from '#core/settings/policy.ts'
import type { Settings, SettingsStore, StoredPin } from '#core/settings/settings.ts'
import type { PublicKeys } from '#core/signing/signatures.ts'
import { checkLaterThanBar, withoutBar } from './barred.ts'
import { triesLeft, withoutTries, withTry } from './codeTries.ts'
import { readEnrolmentCode } from './enrolmentCode.ts'
import { exportedSource } from './exportedSource.ts'
import { fingerprintOf, headOfficeKeys, isFingerprint } from './headOfficeKeys.ts'
import { contentOf } from './pack.ts'
import { assembledSetup } from './packContents.ts'
import { fetchPack } from './packDownload.ts'
import { type TrustedPack, unconfirmed, verifyPack } from './packTrust.ts'
import { viewOf } from './packView.ts'
import { openByCode, openByTill, type SealedBox } from './sealedBox.ts'
import type { TillKey } from './tillKey.ts'

/** What a pack adds to a provisioning file. */
export interface FromPack {
  /** In the same write of the settings. */
  settings(settings: Settings): Settings
  /** Right before that write, when all is proven. @throws the vault's faults */
  replaceSecrets(): Promise<UndoSecrets>
}

interface Deps<Provisioned> {
  settings: SettingsStore
  network: Pick<Network, 'http'>
  clock: Clock
  schemes: ReadonlyMap<string, Scheme>
  tillKey: TillKey
  limits: Pick<Limits, 'packTries' | 'packsTried'>
  managerPin: Pick<ManagerPin, 'stored' | 'lockAll'>
  telemetry: {
    /** @returns puts back what was there @throws the vault's faults */
    replaceHeaders(endpoint: string, headers: Readonly<Record<string, string>>): Promise<UndoSecrets>
  }
  provision(file: ProvisioningFile, probe: boolean, pack: FromPack): Promise<Provisioned>
  /** Of the build, where tests have others. */
  builtInKeys?: PublicKeys | undefined
  /** Of each code that is tried. Tests set a low one. */
  codeCost?: ScryptCost | undefined
}

export interface Answers {
  code?: string | undefined
  fingerprint?: string | undefined
  probe: boolean
}

export interface EnrolledPack {
  till: string
  counter: number
  fingerprint: string
}

/** Sets the till up from packs that head office signed: each whole, or not at all. */
export class Enrolment<Provisioned> {
  readonly #deps: Deps<Provisioned>
  readonly #lock = new KeyedLock()

  constructor(deps: Deps<Provisioned>) {
    this.#deps = deps
  }

  /** @throws Fault `UPSTREAM_UNREACHABLE` · `PACK_INVALID` */
  fetch(url: string): Promise<string> {
    return fetchPack(url, this.#deps.network)
  }

  /** @throws as `verifyPack`, and Fault `PACK_DEAD` */
  inspect(text: string): PackView {
    const pack = this.#verify(text)
    return viewOf(pack, this.#triesLeft(pack.trusted.digest))
  }

  /**
   * Opens a pack, proves each credential in it, and applies all of it in one write of the settings.
   *
   * @throws as `inspect` · Fault `PACK_CODE_WRONG` · `PACK_OF_OTHER_TILL` · as `provisioning.ts`. Nothing has changed then but
   * the count of codes
   */
  enrol(text: string, { code, fingerprint, probe }: Answers): Promise<Provisioned & { pack: EnrolledPack }> {
    // Tries side by side would all be allowed by the same count.
    return this.#lock.run('enrol', async () => {
      const pack = this.#verify(text)
      if (pack.trust === 'new' && !isFingerprint(fingerprint ?? '', pack.key)) throw unconfirmed(pack.key)
      const opened = await this.#open(pack, code)
      const { file, others } = assembledSetup(pack.document, opened)
      const { pin, telemetryHeaders } = others
      const policy = settingsIn(pack.document.settings)
      const storedPin = pin === undefined ? undefined : await this.#deps.managerPin.stored(pin)
      const { settings: store, telemetry } = this.#deps
      const endpoint = policy.telemetry?.endpoint ?? store.read().telemetry?.endpoint
      if (telemetryHeaders && endpoint === undefined)
        throw invalid([{ path: 'telemetryHeaders', message: noCollector }])
      const provisioned = await this.#deps.provision(file, probe, {
        settings: (settings) => this.#applied(settings, pack, policy, storedPin),
        replaceSecrets: async () =>
          telemetryHeaders && endpoint !== undefined
            ? telemetry.replaceHeaders(endpoint, telemetryHeaders)
            : async () => {},
      })
      if (storedPin) this.#deps.managerPin.lockAll()
      const { till, counter } = pack.document
      return { ...provisioned, pack: { till, counter, fingerprint: fingerprintOf(pack.key) } }
    })
  }

  /** Runs while no pack is applied: what a bar takes from the till must not be what a pack has just brought. */
  whileNoneIsApplied<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.#lock.run('enrol', act)
  }

  /** @throws the vault's faults */
  async export(withKey: boolean): Promise<{ source: Record<string, unknown>; key?: string }> {
    const { settings, schemes, tillKey } = this.#deps
    const source = exportedSource(settings.read(), schemes)
    return { source, ...(withKey && { key: await tillKey.publicKey() }) }
  }

  #verify(text: string): TrustedPack {
    const { settings, clock, builtInKeys } = this.#deps
    const now = settings.read()
    const keys = headOfficeKeys(now, builtInKeys)
    const pack = verifyPack(Buffer.from(text), { keys, last: now.enrolment?.last, now: clock.now() })
    checkLaterThanBar(now, pack.document.releasedAt)
    if (pack.document.sealed.to === 'code' && this.#triesLeft(pack.trusted.digest) === 0) throw new Fault('PACK_DEAD')
    return pack
  }

  async #open(pack: TrustedPack, code: string | undefined): Promise<Secret> {
    const { sealed } = pack.document
    return sealed.to === 'code' ? this.#openByCode(pack, sealed, code) : this.#openByTill(pack, sealed)
  }

  async #openByTill({ text }: TrustedPack, sealed: SealedBox & { to: 'till' }): Promise<Secret> {
    const privateKey = await this.#deps.tillKey.find()
    const opened = privateKey && openByTill(sealed, contentOf(text), privateKey)
    if (!opened) throw new Fault('PACK_OF_OTHER_TILL')
    return opened
  }

  async #openByCode(
    { text, trusted: { digest }, document: { expiresAt } }: TrustedPack,
    sealed: SealedBox & { to: 'code' },
    typed: string | undefined,
  ): Promise<Secret> {
    const code = readEnrolmentCode(typed ?? '')
    if (code === undefined) throw invalid([{ path: 'code', message: mistypedText(typed) }])
    // Counted before it is tried: a restart in between gives no try for free.
    this.#write(({ tries, ...rest }) => ({ ...rest, tries: withTry(tries, { digest, expiresAt }, this.#now) }))
    const opened = await openByCode(sealed, contentOf(text), new Secret(code), this.#deps.codeCost)
    if (opened) {
      this.#write(({ tries, ...rest }) => ({ ...rest, tries: withoutTries(tries, digest) }))
      return opened
    }
    const left = this.#triesLeft(digest)
    if (left === 0) throw new Fault('PACK_DEAD')
    throw new Fault('PACK_CODE_WRONG', undefined, { triesLeft: left })
  }

  /** @throws Fault `PACK_SUPERSEDED` where the till was barred meanwhile */
  #applied(
    settings: Settings,
    { document, trusted }: TrustedPack,
    policy: Policy,
    pin: StoredPin | undefined,
  ): Settings {
    checkLaterThanBar(settings, document.releasedAt)
    const groups = Object.entries(policy) as [SettingGroup, object][]
    const { pinPending: _, ...rest } = withoutBar(settings)
    const { counter, digest, releasedAt, keyIds } = trusted
    const last = { counter, digest, releasedAt, keyIds, till: document.till, at: this.#now }
    return {
      ...(pin ? { ...rest, pin } : withoutBar(settings)),
      ...Object.fromEntries(groups.map(([group, values]) => [group, { ...settings[group], ...values }])),
      fleet: { ...settings.fleet, ...policy.fleet, keys: document.keys.join(' ') },
      enrolment: { ...settings.enrolment, last },
    }
  }

  #triesLeft(digest: string): number {
    return triesLeft(this.#deps.settings.read().enrolment?.tries, { digest }, this.#deps.limits, this.#now)
  }

  #write(change: (enrolment: NonNullable<Settings['enrolment']>) => NonNullable<Settings['enrolment']>): void {
    const { settings } = this.#deps
    const before = settings.read()
    settings.write({ ...before, enrolment: change({ ...before.enrolment }) })
  }

  get #now(): number {
    return this.#deps.clock.now()
  }
}

const noCollector = 'are for a collector: set telemetry.endpoint as well'

function mistypedText(typed: string | undefined): string {
  return typed === undefined || typed.trim() === ''
    ? 'is missing: head office gives it out with the pack'
    : 'is mistyped: it has twelve letters and digits such as 7K3M-9QXA-2HTB'
}

/** @throws Fault `INVALID_INPUT` for what is no setting, or none that a pack sets */
function settingsIn(pairs: Record<string, unknown>): Policy {
  const { policy, problems } = readPolicy(pairs)
  const unfit = [...problems, ...Object.keys(pairs).filter((name) => name === 'fleet.keys')]
  if (unfit.length === 0) return policy
  throw invalid(
    unfit.map((name) => ({ path: `settings.${name}`, message: 'is no setting, or has a value it cannot have' })),
  )
}
