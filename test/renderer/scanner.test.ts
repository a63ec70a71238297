import { expect, test } from 'vitest'
import { leaveScan, ScanBuffer, takeScan } from '#renderer/screens/customer/scanner.ts'

/** Presses keys that are so far apart, then Enter. */
function press(text: string, gapMs: number, buffer = new ScanBuffer()): string | undefined {
  let atMs = 1_000
  for (const key of text) {
    buffer.press(key, atMs)
    atMs += gapMs
  }
  return buffer.press('Enter', atMs)
}

test('a burst of keys with Enter at its end is a scan', () => {
  expect(press('700099999993', 5)).toBe('700099999993')
  expect(press('asha@example.com', 49)).toBe('asha@example.com')
})

test('what a person types is none, and neither is an Enter by itself or a few keys at once', () => {
  expect(press('700099999993', 50)).toBeUndefined()
  expect(press('', 5)).toBeUndefined()
  expect(press('12345', 5)).toBeUndefined()
})

test('a scan begins after a pause, whatever was typed before, and ends with its Enter', () => {
  const buffer = new ScanBuffer()
  buffer.press('x', 0)
  expect(press('700099999993', 5, buffer)).toBe('700099999993')
  expect(buffer.press('Enter', 1_061)).toBeUndefined()
})

test('a key such as Shift or Tab adds nothing', () => {
  const buffer = new ScanBuffer()
  for (const [at, key] of ['Shift', 'A', 'B', 'C', 'Shift', 'D', 'E', 'F'].entries()) buffer.press(key, at)
  expect(buffer.press('Enter', 8)).toBe('ABCDEF')
})

test('a scan of another screen is looked up once', () => {
  leaveScan('700099999993')
  expect([takeScan(), takeScan()]).toEqual(['700099999993', undefined])
})
