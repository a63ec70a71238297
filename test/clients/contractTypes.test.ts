import { expectTypeOf, test } from 'vitest'
import type * as client from '#clients/typescript/tillAgent.ts'
import type { OutboxEntryDetail, RequestFate } from '#contract/outbox/entry.ts'
import type { PairingAnswer, PairingAsked, PairingRequest } from '#contract/pairing.ts'
import type { StatementClaims, StatementVerdict } from '#contract/statement.ts'
import type { Status } from '#contract/status.ts'
import type { KeySet, Verification, VerificationStart } from '#contract/verification.ts'

// The compiler looks (`npm run check`): the types that the client hands out are the contract's, or less of them.
test('what the client in TypeScript promises is what the contract says', () => {
  expectTypeOf<Status>().toExtend<client.Status>()
  expectTypeOf<PairingAsked>().toExtend<client.Pairing>()
  expectTypeOf<PairingAnswer['state']>().toEqualTypeOf<client.PairingAnswer['state']>()
  expectTypeOf<client.Grant>().toExtend<PairingRequest['grants'][number]>()
  expectTypeOf<RequestFate['state']>().toEqualTypeOf<client.RequestOutcome['state']>()
  expectTypeOf<OutboxEntryDetail['state']>().toEqualTypeOf<client.OutboxEntry['state']>()
  expectTypeOf<Verification>().toExtend<Omit<client.Verification, 'statement'>>()
  expectTypeOf<Verification['state']>().toEqualTypeOf<client.Verification['state']>()
  expectTypeOf<client.VerificationStart['identifier']>().toExtend<VerificationStart['identifier']>()
  expectTypeOf<StatementClaims>().toExtend<Omit<client.StatementClaims, 'amount'>>()
  expectTypeOf<StatementVerdict['valid']>().toEqualTypeOf<client.StatementVerdict['valid']>()
  expectTypeOf<KeySet>().toExtend<client.KeySet>()
})
