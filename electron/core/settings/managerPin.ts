import { scrypt, timingSafeEqual } from 'node:crypto'
import type { PinStatus } from '#contract/pin.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import { type Random, randomText } from '#core/base/random.ts'
import { backoffMs } from '#core/pacing/backoff.ts'
import { secondsLeft } from '#core/pacing/retryAfter.ts'
import type { SettingsStore, StoredPin } from './settings.ts'

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

/** An unlock ends this long after the last call that needed it. */
const unlockedMs = 10 * 60_000
/** The first of the failed attempts in a row that blocks further ones. */
const firstBlockingAttempt = 3
const blockBackoff = { firstMs: 30_000, maxMs: 15 * 60_000 }

/** 32 MiB and about 100 ms for each attempt. */
const defaultCost: ScryptCost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const hashBytes = 32

/**
 * Guards the setup against people who only sell. Callers without a `PinSession` are not asked for the PIN: for them
 * everything is unlocked. A block and the end of an unlock go by the monotonic clock alone (attacks.md T64). That clock
 * does not outlast a restart, so a block that was left then begins anew.
 */
export class ManagerPin {
  readonly #deps: Deps
  /** Unlocked sessions, each with what cancels the timer that locks it. */
  readonly #unlocked = new Map<PinSession, () => void>()
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
    this.#store(this.#stored)
    return this.#publishStatus(session)
  }

  status(session: PinSession | undefined): PinStatus {
    const isSet = this.#stored !== undefined
    return { isSet, isUnlocked: !isSet || this.#isUnlocked(session), waitSeconds: isSet ? this.#waitSeconds : 0 }
  }

  get isSet(): boolean {
    return this.#stored !== undefined
  }

  /** @throws Fault `PIN_WRONG` · `PIN_BLOCKED`, for the right PIN as well · `SETTINGS_UNWRITABLE` */
  unlock(session: PinSession | undefined, pin: string): Promise<PinStatus> {
    return this.#exclusively(async () => {
      if (!session || !this.#stored) return this.status(session)
      await this.#check(this.#stored, pin)
      this.#startUnlock(session)
      return this.#publishStatus(session)
    })
  }

  /**
   * Checks the PIN for one act, and unlocks nothing. Wrong ones count as those of `unlock` do.
   *
   * @throws as `unlock`, and Fault `PIN_REQUIRED` where none is set
   */
  confirm(pin: string): Promise<void> {
    return this.#exclusively(async () => {
      if (!this.#stored) throw new Fault('PIN_REQUIRED')
      await this.#check(this.#stored, pin)
      this.#deps.changes.publish('pin')
    })
  }

  lock(session: PinSession | undefined): PinStatus {
    if (session) this.#endUnlock(session)
    return this.#publishStatus(session)
  }

  /** Locks all other sessions: they have to enter the new PIN. @throws Fault `SETTINGS_UNWRITABLE` */
  set(session: PinSession | undefined, pin: string): Promise<PinStatus> {
    return this.#exclusively(async () => {
      const salt = randomText(this.#deps.random, 16)
      const hash = (await hashOf(pin, salt, this.#cost)).toString('base64url')
      this.#replace({ salt, hash, wrongTries: 0 })
      if (session) this.#startUnlock(session)
      return this.#publishStatus(session)
    })
  }

  /** @throws Fault `SETTINGS_UNWRITABLE` */
  remove(session: PinSession | undefined): Promise<PinStatus> {
    return this.#exclusively(async () => {
      this.#replace(undefined)
      return this.#publishStatus(session)
    })
  }

  /**
   * Prolongs the unlock.
   *
   * @throws Fault `PIN_REQUIRED` while a PIN is set and this session is locked · `ADMINISTRATOR_REQUIRED`
   */
  check(session: PinSession): void {
    if (!this.#stored && session.isSetUpByOthers) throw new Fault('ADMINISTRATOR_REQUIRED')
    if (!this.#stored) return
    if (!this.#isUnlocked(session)) throw new Fault('PIN_REQUIRED')
    this.#startUnlock(session)
  }

  close(): void {
    for (const session of [...this.#unlocked.keys()]) this.#endUnlock(session)
  }

  get #stored(): StoredPin | undefined {
    return this.#deps.settings.read().pin
  }

  get #waitSeconds(): number {
    return secondsLeft(this.#blockedUntilMs - this.#deps.clock.monotonicMs())
  }

  get #waitText(): string {
    return `The next one can be entered in ${this.#waitSeconds} seconds.`
  }

  /** @throws as `unlock` */
  async #check(stored: StoredPin, pin: string): Promise<void> {
    const retryAfterSeconds = this.#waitSeconds
    if (retryAfterSeconds > 0)
      throw new Fault('PIN_BLOCKED', `Too many wrong PINs. ${this.#waitText}`, { retryAfterSeconds })
    // Counted before it is compared: a restart in between gives no attempt for free.
    const failedAttempts = stored.wrongTries + 1
    this.#store({ ...stored, wrongTries: failedAttempts })
    if (!(await isPin(pin, stored, this.#cost))) {
      this.#block(failedAttempts)
      this.#deps.changes.publish('pin')
      throw new Fault('PIN_WRONG', this.#waitSeconds > 0 ? `This is not the PIN. ${this.#waitText}` : undefined)
    }
    this.#store({ ...stored, wrongTries: 0 })
  }

  #isUnlocked(session: PinSession | undefined): boolean {
    return !session || this.#unlocked.has(session)
  }

  #block(failedAttempts: number): void {
    const waitMs = backoffMs(blockBackoff, failedAttempts - firstBlockingAttempt + 1)
    this.#blockedUntilMs = this.#deps.clock.monotonicMs() + waitMs
  }

  #startUnlock(session: PinSession): void {
    this.#endUnlock(session)
    const expire = () => {
      this.#endUnlock(session)
      this.#deps.changes.publish('pin')
    }
    this.#unlocked.set(session, this.#deps.clock.after(unlockedMs, expire))
  }

  #endUnlock(session: PinSession): void {
    this.#unlocked.get(session)?.()
    this.#unlocked.delete(session)
  }

  #replace(pin: StoredPin | undefined): void {
    this.#store(pin)
    this.close()
    this.#block(0)
  }

  #store(pin: StoredPin | undefined): void {
    const { pin: _, pinPending: __, ...rest } = this.#deps.settings.read()
    this.#deps.settings.write({ ...rest, ...(pin && { pin }) })
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

async function isPin(pin: string, { salt, hash }: StoredPin, cost: ScryptCost): Promise<boolean> {
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
