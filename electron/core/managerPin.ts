import type { PinStatus } from '../contract/pin.ts'
import type { Clock } from './clock.ts'
import type { Random } from './random.ts'
import type { SettingsStore } from './settings.ts'

interface Ports {
  settings: SettingsStore
  clock: Clock
  random: Random
}

/** Whether one door, or one browser session, may set the till up just now. */
export class SetupAccess {}

/** Guards setting the till up from those who only sell. */
export class ManagerPin {
  // `access` is absent at a door that asks for no PIN: there everything is unlocked.
  readonly #ports: Ports

  constructor(ports: Ports) {
    this.#ports = ports
  }

  status(_access: SetupAccess | undefined): PinStatus {
    return { isSet: false, isUnlocked: true, waitSeconds: 0 }
  }

  /** @throws Fault `PIN_WRONG` · `PIN_BLOCKED` */
  async unlock(_access: SetupAccess | undefined, _pin: string): Promise<PinStatus> {
    throw new Error(`not built yet ${this.#ports}`)
  }

  lock(access: SetupAccess | undefined): PinStatus {
    return this.status(access)
  }

  async set(access: SetupAccess | undefined, _pin: string): Promise<PinStatus> {
    return this.status(access)
  }

  remove(access: SetupAccess | undefined): PinStatus {
    return this.status(access)
  }

  /** @throws Fault `PIN_REQUIRED` while a PIN is set and was not entered through this door lately */
  check(_access: SetupAccess): void {}
}
