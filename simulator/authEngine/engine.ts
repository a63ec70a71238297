import { Tally } from '../tally.ts'
import type { Till } from '../tills.ts'
import type { World } from '../world.ts'
import { type Account, Accounts, type Passwords } from './accounts.ts'
import type { Ask } from './ask.ts'
import type { AuthEngineAssumptions } from './assumptions.ts'
import type { BrandSetting } from './brands.ts'
import { Passes } from './passes.ts'
import { Sessions } from './sessions.ts'
import { refuse } from './status.ts'

/** Everything the Auth Engine knows. */
export class Engine {
  readonly assumptions: AuthEngineAssumptions
  readonly world: World
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly passes = new Passes()
  /** Codes sent, by identity. */
  readonly sent = new Tally()
  readonly #brands: readonly BrandSetting[]

  constructor(world: World, brands: readonly BrandSetting[], passwords: Passwords, assumptions: AuthEngineAssumptions) {
    this.world = world
    this.assumptions = assumptions
    this.accounts = new Accounts(world.customers, passwords)
    this.sessions = new Sessions((one, other) => this.sameBrand(one, other))
    this.#brands = brands
  }

  now(): number {
    return this.world.now()
  }

  sameBrand(one: string, other: string): boolean {
    return this.assumptions.brandsIgnoreCase ? one.toUpperCase() === other.toUpperCase() : one === other
  }

  brand(name: string): BrandSetting | undefined {
    return this.#brands.find((one) => this.sameBrand(one.name, name))
  }

  /** @throws Refused 1519 for a brand that is not set up */
  brandOf({ brand }: Ask): BrandSetting {
    return this.brand(brand) ?? refuse(1519)
  }

  /** `undefined` when the brand is tied to a till there is not. */
  tillOf({ till }: BrandSetting): Till | undefined {
    const { tills } = this.world
    return till === undefined ? tills[0] : tills.find(({ name }) => name === till)
  }

  /** @throws Refused 1515 */
  accountOf({ identity }: Ask): Account {
    return this.accounts.find(identity) ?? refuse(1515)
  }

  reset(): void {
    this.accounts.clear()
    this.sessions.clear()
    this.sent.clear()
  }
}
