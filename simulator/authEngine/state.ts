import type { CapillaryState } from '#simulator/capillary/state.ts'
import type { Till } from '#simulator/capillary/tills.ts'
import { SlidingWindow } from '#simulator/shared/slidingWindow.ts'
import { type Account, Accounts, type Passwords } from './accounts.ts'
import type { AuthEngineAssumptions } from './assumptions.ts'
import type { BrandSetting } from './brands.ts'
import type { AuthRequest } from './request.ts'
import { Sessions } from './sessions.ts'
import { refuse } from './status.ts'
import { Tokens } from './tokens.ts'

/** The data of the Auth Engine. Its customers, tills and clock are Capillary's. */
export class AuthEngineState {
  readonly assumptions: AuthEngineAssumptions
  readonly capillary: CapillaryState
  readonly accounts: Accounts
  readonly sessions: Sessions
  readonly tokens = new Tokens()
  /** Sent codes, keyed by `nameOf` an identity. */
  readonly codesSent = new SlidingWindow()
  readonly #brands: readonly BrandSetting[]

  constructor(
    capillary: CapillaryState,
    brands: readonly BrandSetting[],
    passwords: Passwords,
    assumptions: AuthEngineAssumptions,
  ) {
    this.capillary = capillary
    this.assumptions = assumptions
    this.accounts = new Accounts(capillary.customers, passwords)
    this.sessions = new Sessions((first, second) => this.sameBrand(first, second))
    this.#brands = brands
  }

  now(): number {
    return this.capillary.now()
  }

  sameBrand(first: string, second: string): boolean {
    return this.assumptions.brandsIgnoreCase ? first.toUpperCase() === second.toUpperCase() : first === second
  }

  brand(name: string): BrandSetting | undefined {
    return this.#brands.find((brand) => this.sameBrand(brand.name, name))
  }

  /** @throws Refused 1519 for a brand that is not set up */
  brandOf({ brand }: AuthRequest): BrandSetting {
    return this.brand(brand) ?? refuse(1519)
  }

  /** The till of a brand; `undefined` when the brand names an unknown till. */
  tillOf({ till }: BrandSetting): Till | undefined {
    const { tills } = this.capillary
    return till === undefined ? tills[0] : tills.find(({ name }) => name === till)
  }

  /** @throws Refused 1515 for an unknown customer */
  accountOf({ identity }: AuthRequest): Account {
    return this.accounts.find(identity) ?? refuse(1515)
  }

  reset(): void {
    this.accounts.clear()
    this.sessions.clear()
    this.codesSent.clear()
  }
}
