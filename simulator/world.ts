import type { Assumptions } from './assumptions.ts'
import { CustomersInHand } from './busy.ts'
import { cast, couponCast } from './cast.ts'
import { Coupons } from './coupons.ts'
import { Gate } from './credentials.ts'
import { CustomerBook } from './customers.ts'
import { Faults } from './faults.ts'
import { MessageBox } from './messages.ts'
import { type ApiClient, Tokens } from './oauth.ts'
import { OneTimeCodes } from './otp.ts'
import { Redemptions } from './points.ts'
import { Seen } from './seen.ts'
import { createTills, type Till, type TillSetting } from './tills.ts'
import { Bills } from './transactions.ts'

/** Everything the pretend cloud knows. */
export interface World {
  assumptions: Assumptions
  now(): number
  tills: Till[]
  tokens: Tokens
  gate: Gate
  customers: CustomerBook
  inHand: CustomersInHand
  codes: OneTimeCodes
  redemptions: Redemptions
  coupons: Coupons
  bills: Bills
  messages: MessageBox
  faults: Faults
  seen: Seen
}

export function createWorld(
  assumptions: Assumptions,
  now: () => number,
  tillSettings: readonly TillSetting[],
  clients: readonly ApiClient[],
): World {
  const tills = createTills(tillSettings)
  const tokens = new Tokens(clients)
  return {
    assumptions,
    now,
    tills,
    tokens,
    gate: new Gate(tills, tokens, assumptions),
    customers: new CustomerBook(cast),
    inHand: new CustomersInHand(),
    codes: new OneTimeCodes(assumptions),
    redemptions: new Redemptions(assumptions),
    coupons: new Coupons(couponCast),
    bills: new Bills(assumptions),
    messages: new MessageBox(),
    faults: new Faults(),
    seen: new Seen(),
  }
}

/** As it was at the start; tills and issued tokens stay good. */
export function resetWorld(world: World): void {
  world.gate.unlockAll()
  world.customers.restore()
  world.codes.clear()
  world.redemptions.clear()
  world.coupons.clear()
  world.bills.clear()
  world.messages.clear()
  world.faults.clear()
  world.seen.clear()
}
