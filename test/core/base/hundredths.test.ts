import { expect, test } from 'vitest'
import { hundredthsText } from '#core/base/hundredths.ts'

test.each([
  [0, '0.00'],
  [0.004, '0.00'],
  [0.07, '0.07'],
  [0.999, '1.00'],
  [12.3, '12.30'],
  [30_000.456, '30000.46'],
])('%d ms are written %s', (ms, text) => expect(hundredthsText(ms)).toBe(text))
