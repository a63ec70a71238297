import fc from 'fast-check'

/** Mostly one of the first, sometimes one of the second. */
export function mostly<Item>(usual: fc.Arbitrary<Item>, odd: fc.Arbitrary<Item>, weight = 6): fc.Arbitrary<Item> {
  return fc.oneof({ weight, arbitrary: usual }, { weight: 1, arbitrary: odd })
}
