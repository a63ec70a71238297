import { decodeQR } from 'qr/decode.js'
import { expect, test } from 'vitest'
import { type QrPath, qrPathOf } from '#renderer/parts/key/qrPath.ts'

/** Draws the path as pixels, four for each side of a square. */
function pixelsOf({ size, path }: QrPath) {
  const scale = 4
  const width = size * scale
  const data = new Uint8ClampedArray(width * width * 4).fill(255)
  for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let at = 0; at < scale * scale; at += 1) {
      const row = Number(y) * scale + Math.floor(at / scale)
      data.fill(
        0,
        (row * width + Number(x) * scale + (at % scale)) * 4,
        (row * width + Number(x) * scale + (at % scale)) * 4 + 3,
      )
    }
  return { width, height: width, data }
}

test.each([
  'https://login.example.com/device?user_code=WDJB-MJHT',
  `https://login.example.com/device?tenant=${'a'.repeat(440)}`,
])('%s is read again', (text) => {
  const drawn = qrPathOf(text)
  expect(drawn && decodeQR(pixelsOf(drawn))).toBe(text)
})

test('an address that is too long to be read from a screen is not drawn', () => {
  expect(qrPathOf(`https://login.example.com/${'a'.repeat(500)}`)).toBeUndefined()
})
