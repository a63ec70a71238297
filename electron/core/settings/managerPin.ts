import { scrypt, timingSafeEqual } from 'node:crypto'
import { includesLevel, type Level, type PinLevel, type PinStatus } from '#contract/pin.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { invalid } from '#core/base/inputIssues.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { backoffMs } from '#core/pacing/backoff.ts'
import { secondsLeft } from '#core/pacing/retryAfter.ts'
import { counterRulesOf } from './counter.ts'
import type { Settings, SettingsStore, StoredPin } from './settings.ts'

interface Deps {
  settings: SettingsStore
  clock: Clock
  random: Random
  changes: ChangeFeed
  /** Of each attempt. Tests set a low one. */
  cost?: ScryptCost | undefined
}

/** As RFC 7914 names them. Node refuses to use more than `maxmem` bytes. */
export interface ScryptCost {
  N: number
  r: number
  p: number
  maxmem: number
}

/** One window, or one browser session, in which the PIN may have been entered. */
export class PinSession {
  /**
   * Whether only an administrator sets the till up while no PIN is set: the session is of somebody who may use a service, or of a
   * browser that was let in before this agent started.
   */
  readonly isSetUpByOthers: boolean

  constructor({ isSetUpByOthers = false } = {}) {
    this.isSetUpByOthers = isSetUpByOthers
  }
}

/** Of shift leads; there may be none. */
type LeadPin = Settings['shiftLeadPin']

/** The first of the failed attempts in a row that blocks further ones. */
const firstBlockingAttempt = 3
const blockBackoff = { firstMs: 30_000, maxMs: 15 * 60_000 }

/** 32 MiB and about 100 ms for each attempt. */
const defaultCost: ScryptCost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const hashBytes = 32

/**
 * Guards the setup against people who only sell, and what shift leads may do beside selling. Callers without a `PinSession` are not asked for the PIN: for them
 * everything is unlocked. A block and the end of an unlock go by the monotonic clock alone (attacks.md T64). That clock
 * does not outlast a restart, so a block that was left then begins anew.
 */
export class ManagerPin {
  readonly #deps: Deps
  /** Unlocked sessions, each with its level and what cancels the timer that locks it. */
  readonly #unlocked = new Map<PinSession, { level: PinLevel; cancel: () => void }>()
  readonly #lock = new KeyedLock()
  readonly #cost: ScryptCost
  #blockedUntilMs = 0

  constructor(deps: Deps) {
    this.#deps = deps
    this.#cost = deps.cost ?? defaultCost
    this.#block(this.#stored?.wrongTries ?? 0)
  }

  /** Whether a person has yet to set a PIN, or to decline one. */
  get isPending(): boolean {
    const { pin, pinPending } = this.#deps.settings.read()
    return pinPending === true && pin === undefined
  }

  /** A person sets the till up: without a PIN, whoever is at the window could change it. @throws Fault `SETTINGS_UNWRITABLE` */
  askFor(): void {
    const settings = this.#deps.settings.read()
    if (settings.pin === undefined && !settings.pinPending) this.#deps.settings.write({ ...settings, pinPending: true })
  }

  /** The store does without a PIN. @throws Fault `SETTINGS_UNWRITABLE` */
  decline(session: PinSession | undefined): PinStatus {
    this.#store(this.#stored, this.#leadPin)
    return this.#publishStatus(session)
  }

  status(session: PinSession | undefined): PinStatus {
    const isSet = this.#stored !== undefined
    const level = this.#levelOf(session)
    const hasShiftLead = this.#leadPin !== undefined
    return { isSet, isUnlocked: level === 'manager', level, hasShiftLead, waitSeconds: isSet ? this.#waitSeconds : 0 }
  }

  get isSet(): boolean {
    return this.#stored !== undefined
  }

  /** @throws Fault `PIN_WRONG` · `PIN_BLOCKED`, for the right PIN as well · `SETTINGS_UNWRITABLE` */
  unlock(session: PinSession | undefined, pin: string): Promise<PinStatus> {
    return this.#exclusively(async () => {
      if (!session || !this.#stored) return this.status(session)
      this.#startUnlock(session, await this.#check(this.#stored, pin))
      return this.#publishStatus(session)
    })
  }

  /**
   * Checks the manager's PIN for one act, and unlocks nothing. Wrong ones count as those of `unlock` do.
   *
   * @throws as `unlock`, and Fault `PIN_REQUIRED` where none is set, or for a shift lead's
   */
  confirm(pin: string): Promise<void> {
    return this.#exclusively(async () => {
      if (!this.#stored) throw new Fault('PIN_REQUIRED')
      const level = await this.#check(this.#stored, pin)
      this.#deps.changes.publish('pin')
      if (level !== 'manager') throw new Fault('PIN_REQUIRED')
    })
  }

  lock(session: PinSession | undefined): PinStatus {
    if (session) this.#endUnlock(session)
    return this.#publishStatus(session)
  }

  /**
   * Locks all other sessions: they have to enter the new PIN.
   *
   * @throws Fault `INVALID_INPUT` for the PIN of the other level, and for a shift lead's before the manager's is set ·
   * `SETTINGS_UNWRITABLE`
   */
  set(session: PinSession | undefined, pin: string, level: PinLevel = 'manager'): Promise<PinStatus> {
    return this.#exclusively(async () => {
      const { pin: ofManager, shiftLeadPin: ofLead } = this.#deps.settings.read()
      if (level === 'shift-lead' && !ofManager) throw refused('The manager’s PIN has to be set first.')
      const other = level === 'manager' ? ofLead : ofManager
      if (other && (await isPin(pin, other, this.#cost))) throw refused('is the PIN of another level')
      const { salt, hash, wrongTries } = await this.stored(pin)
      if (level === 'manager') this.#replace({ salt, hash, wrongTries }, ofLead)
      else this.#replace(ofManager, { salt, hash })
      if (session) this.#startUnlock(session, 'manager')
      return this.#publishStatus(session)
    })
  }

  /** A PIN as the settings hold it, for who writes it there with other settings. `lockAll` goes with it. */
  async stored(pin: string): Promise<StoredPin> {
    const salt = randomText(this.#deps.random, 16)
    const hash = (await hashOf(pin, salt, this.#cost)).toString('base64url')
    return { salt, hash, wrongTries: 0 }
  }

  /** Every session has to enter the PIN that is set now. */
  lockAll(): void {
    this.close()
    this.#block(0)
    this.#deps.changes.publish('pin')
  }

  /** Without the manager's there is none of shift leads. @throws Fault `SETTINGS_UNWRITABLE` */
  remove(session: PinSession | undefined, level: PinLevel = 'manager'): Promise<PinStatus> {
    return this.#exclusively(async () => {
      const wasUnlocked = this.#levelOf(session) === 'manager'
      this.#replace(level === 'manager' ? undefined : this.#stored, undefined)
      if (session && wasUnlocked && this.#stored) this.#startUnlock(session, 'manager')
      return this.#publishStatus(session)
    })
  }

  /**
   * Prolongs the unlock.
   *
   * @param needed what the call needs
   * @throws Fault `PIN_REQUIRED` while a PIN is set and this session may do less · `ADMINISTRATOR_REQUIRED`
   */
  check(session: PinSession, needed: Level = 'manager'): void {
    if (needed === 'cashier') return
    if (!this.#stored && session.isSetUpByOthers) throw new Fault('ADMINISTRATOR_REQUIRED')
    if (!this.#stored) return
    const unlocked = this.#unlocked.get(session)
    if (!unlocked || !includesLevel(unlocked.level, needed)) throw new Fault('PIN_REQUIRED')
    this.#startUnlock(session, unlocked.level)
  }

  close(): void {
    for (const session of [...this.#unlocked.keys()]) this.#endUnlock(session)
  }

  get #stored(): StoredPin | undefined {
    return this.#deps.settings.read().pin
  }

  get #leadPin(): LeadPin {
    return this.#deps.settings.read().shiftLeadPin
  }

  get #waitSeconds(): number {
    return secondsLeft(this.#blockedUntilMs - this.#deps.clock.monotonicMs())
  }

  get #waitText(): string {
    return `The next one can be entered in ${this.#waitSeconds} seconds.`
  }

  /** @returns whose PIN it is @throws as `unlock` */
  async #check(stored: StoredPin, pin: string): Promise<PinLevel> {
    const retryAfterSeconds = this.#waitSeconds
    if (retryAfterSeconds > 0)
      throw new Fault('PIN_BLOCKED', `Too many wrong PINs. ${this.#waitText}`, { retryAfterSeconds })
    // Counted before it is compared: a restart in between gives no attempt for free.
    const failedAttempts = stored.wrongTries + 1
    this.#store({ ...stored, wrongTries: failedAttempts }, this.#leadPin)
    const level = await this.#levelBy(stored, pin)
    if (!level) {
      this.#block(failedAttempts)
      this.#deps.changes.publish('pin')
      throw new Fault('PIN_WRONG', this.#waitSeconds > 0 ? `This is not the PIN. ${this.#waitText}` : undefined)
    }
    this.#store({ ...stored, wrongTries: 0 }, this.#leadPin)
    return level
  }

  async #levelBy(stored: StoredPin, pin: string): Promise<PinLevel | undefined> {
    const ofLead = this.#leadPin
    if (await isPin(pin, stored, this.#cost)) return 'manager'
    return ofLead && (await isPin(pin, ofLead, this.#cost)) ? 'shift-lead' : undefined
  }

  #levelOf(session: PinSession | undefined): Level {
    if (!session || !this.#stored) return 'manager'
    return this.#unlocked.get(session)?.level ?? 'cashier'
  }

  #block(failedAttempts: number): void {
    const waitMs = backoffMs(blockBackoff, failedAttempts - firstBlockingAttempt + 1)
    this.#blockedUntilMs = this.#deps.clock.monotonicMs() + waitMs
  }

  #startUnlock(session: PinSession, level: PinLevel): void {
    this.#endUnlock(session)
    const expire = () => {
      this.#endUnlock(session)
      this.#deps.changes.publish('pin')
    }
    const unlockMs = counterRulesOf(this.#deps.settings.read()).unlockMinutes * 60_000
    this.#unlocked.set(session, { level, cancel: this.#deps.clock.after(unlockMs, expire) })
  }

  #endUnlock(session: PinSession): void {
    this.#unlocked.get(session)?.cancel()
    this.#unlocked.delete(session)
  }

  #replace(pin: StoredPin | undefined, ofLead: LeadPin): void {
    this.#store(pin, ofLead)
    this.close()
    this.#block(0)
  }

  /** @param ofLead there is none without the manager's */
  #store(pin: StoredPin | undefined, ofLead: LeadPin): void {
    const { pin: _, pinPending: __, shiftLeadPin: ___, ...rest } = this.#deps.settings.read()
    this.#deps.settings.write({ ...rest, ...(pin && { pin }), ...(pin && ofLead && { shiftLeadPin: ofLead }) })
  }

  #publishStatus(session: PinSession | undefined): PinStatus {
    this.#deps.changes.publish('pin')
    return this.status(session)
  }

  /** Attempts side by side would all be allowed by the same count. */
  #exclusively<Result>(act: () => Promise<Result>): Promise<Result> {
    return this.#lock.run('pin', act)
  }
}

function refused(message: string): Fault {
  return invalid([{ path: 'pin', message }])
}

async function isPin(pin: string, { salt, hash }: Omit<StoredPin, 'wrongTries'>, cost: ScryptCost): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64url')
  return expected.length === hashBytes && timingSafeEqual(await hashOf(pin, salt, cost), expected)
}

function hashOf(pin: string, salt: string, cost: ScryptCost): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, Buffer.from(salt, 'base64url'), hashBytes, cost, (failure, hash) =>
      failure ? reject(failure) : resolve(hash),
    )
  })
}
