import { expect, test } from 'vitest'
import { Fault } from '#core/base/fault.ts'
import { faultFinding } from '#core/diagnostics/finding.ts'

test('a fault that a check meets is trouble, in the fault’s own words', () => {
  const { detail, remedy } = new Fault('KEYCHAIN_LOCKED')
  expect(faultFinding({ check: 'keychain' } as Parameters<typeof faultFinding>[0], { detail, remedy })).toEqual({
    ...{ check: 'keychain', outcome: 'trouble', reason: 'fault', params: { detail, remedy } },
  })
})
