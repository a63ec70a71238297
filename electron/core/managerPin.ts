import { scrypt, timingSafeEqual } from 'node:crypto'
import type { PinStatus } from '../contract/pin.ts'
import type { Changes } from './changes.ts'
import type { Clock } from './clock.ts'
import { Fault } from './fault.ts'
import { growingWaitMs } from './growingWait.ts'
import type { Random } from './random.ts'
import type { SettingsStore, StoredPin } from './settings.ts'

interface Ports {
  settings: SettingsStore
  clock: Clock
  random: Random
  changes: Changes
}

/** One door, or one browser session, where the PIN may have been entered. */
export class SetupAccess {}

/** Since the last call that needed it. */
const unlockedMs = 10 * 60_000
/** Of wrong tries in a row, the first that makes everybody wait. */
const firstThatBlocks = 3

/** 32 MiB and some 100 ms a try (RFC 7914). Node refuses to use more than `maxmem`. */
const cost = { N: 2 ** 15, r: 8, p: 1, maxmem: 64 * 1024 * 1024 }
const hashBytes = 32

/**
 * Guards setting the till up from those who only sell. A door without `SetupAccess` asks for no PIN: there everything is
 * unlocked. Waits and the end of an unlock go by the monotonic clock alone (attacks.md T64); as that does not outlast a
 * restart, what was left of a wait then begins anew.
 */
export class ManagerPin {
  readonly #ports: Ports
  /** Where the PIN was entered lately, and what calls the end of that off. */
  readonly #unlocked = new Map<SetupAccess, () => void>()
  #blockedUntilMs = 0
  #lastTurn: Promise<unknown> = Promise.resolve()

  constructor(ports: Ports) {
    this.#ports = ports
    this.#block(this.#stored?.wrongTries ?? 0)
  }

  status(access: SetupAccess | undefined): PinStatus {
    const isSet = this.#stored !== undefined
    return { isSet, isUnlocked: !isSet || this.#isUnlocked(access), waitSeconds: isSet ? this.#waitSeconds : 0 }
  }

  /** @throws Fault `PIN_WRONG` · `PIN_BLOCKED`, then also for the right one · `SETTINGS_UNWRITABLE` */
  unlock(access: SetupAccess | undefined, pin: string): Promise<PinStatus> {
    return this.#inTurn(async () => {
      const stored = this.#stored
      if (!access || !stored) return this.status(access)
      const retryAfterSeconds = this.#waitSeconds
      if (retryAfterSeconds > 0)
        throw new Fault('PIN_BLOCKED', `Too many wrong PINs. ${this.#waitText}`, { retryAfterSeconds })
      // Counted before it is looked at: ending the agent meanwhile gives nobody a try for nothing.
      const counted = { ...stored, wrongTries: stored.wrongTries + 1 }
      this.#keep(counted)
      if (!(await isPin(pin, stored))) {
        this.#block(counted.wrongTries)
        this.#ports.changes.tell('pin')
        throw new Fault('PIN_WRONG', this.#waitSeconds > 0 ? `This is not the PIN. ${this.#waitText}` : undefined)
      }
      this.#keep({ ...stored, wrongTries: 0 })
      this.#open(access)
      return this.#told(access)
    })
  }

  lock(access: SetupAccess | undefined): PinStatus {
    if (access) this.#close(access)
    return this.#told(access)
  }

  /** Whoever was let in by the one before has to enter the new one. @throws Fault `SETTINGS_UNWRITABLE` */
  set(access: SetupAccess | undefined, pin: string): Promise<PinStatus> {
    return this.#inTurn(async () => {
      const salt = Buffer.from(this.#ports.random.bytes(16)).toString('base64url')
      const hash = (await hashOf(pin, salt)).toString('base64url')
      this.#change({ salt, hash, wrongTries: 0 })
      if (access) this.#open(access)
      return this.#told(access)
    })
  }

  /** @throws Fault `SETTINGS_UNWRITABLE` */
  remove(access: SetupAccess | undefined): Promise<PinStatus> {
    return this.#inTurn(async () => {
      this.#change(undefined)
      return this.#told(access)
    })
  }

  /** @throws Fault `PIN_REQUIRED` while a PIN is set and was not entered through this door lately */
  check(access: SetupAccess): void {
    if (!this.#stored) return
    if (!this.#isUnlocked(access)) throw new Fault('PIN_REQUIRED')
    this.#open(access)
  }

  close(): void {
    for (const access of [...this.#unlocked.keys()]) this.#close(access)
  }

  get #stored(): StoredPin | undefined {
    return this.#ports.settings.read().pin
  }

  get #waitSeconds(): number {
    return Math.max(0, Math.ceil((this.#blockedUntilMs - this.#ports.clock.monotonicMs()) / 1000))
  }

  #isUnlocked(access: SetupAccess | undefined): boolean {
    return !access || this.#unlocked.has(access)
  }

  get #waitText(): string {
    return `The next one can be entered in ${this.#waitSeconds} seconds.`
  }

  #block(wrongTries: number): void {
    const waitMs = growingWaitMs(wrongTries - firstThatBlocks + 1)
    this.#blockedUntilMs = this.#ports.clock.monotonicMs() + waitMs
  }

  #open(access: SetupAccess): void {
    this.#close(access)
    const lapse = () => {
      this.#close(access)
      this.#ports.changes.tell('pin')
    }
    this.#unlocked.set(access, this.#ports.clock.after(unlockedMs, lapse))
  }

  #close(access: SetupAccess): void {
    this.#unlocked.get(access)?.()
    this.#unlocked.delete(access)
  }

  #change(pin: StoredPin | undefined): void {
    this.#keep(pin)
    this.close()
    this.#block(0)
  }

  #keep(pin: StoredPin | undefined): void {
    const { pin: _, ...rest } = this.#ports.settings.read()
    this.#ports.settings.write({ ...rest, ...(pin && { pin }) })
  }

  #told(access: SetupAccess | undefined): PinStatus {
    this.#ports.changes.tell('pin')
    return this.status(access)
  }

  /** One at a time: tries that run side by side would each be let through by the same count. */
  #inTurn<Answer>(run: () => Promise<Answer>): Promise<Answer> {
    const turn = this.#lastTurn.then(run)
    this.#lastTurn = turn.catch(() => {})
    return turn
  }
}

async function isPin(pin: string, { salt, hash }: StoredPin): Promise<boolean> {
  const kept = Buffer.from(hash, 'base64url')
  return kept.length === hashBytes && timingSafeEqual(await hashOf(pin, salt), kept)
}

function hashOf(pin: string, salt: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(pin, Buffer.from(salt, 'base64url'), hashBytes, cost, (failure, hash) =>
      failure ? reject(failure) : resolve(hash),
    )
  })
}
