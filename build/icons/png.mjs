import { crc32, deflateSync } from 'node:zlib'

/**
 * Encodes a PNG with 8 bits per channel (PNG specification 5 and 11).
 *
 * @param {number} size width and height, in pixels
 * @param {(x: number, y: number) => readonly [number, number, number, number]} colourAt red, green, blue, alpha: 0..255
 */
export function encodePng(size, colourAt) {
  const rows = []
  for (let y = 0; y < size; y += 1) {
    rows.push(Buffer.from([0]))
    for (let x = 0; x < size; x += 1) rows.push(Buffer.from(colourAt(x, y)))
  }
  const header = Buffer.alloc(13)
  header.writeUInt32BE(size, 0)
  header.writeUInt32BE(size, 4)
  // 8 bits a channel, red, green, blue and alpha.
  header.set([8, 6, 0, 0, 0], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  const pixels = deflateSync(Buffer.concat(rows), { level: 9 })
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

function chunk(type, data) {
  const named = Buffer.concat([Buffer.from(type), data])
  const framed = Buffer.alloc(named.length + 8)
  framed.writeUInt32BE(data.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), named.length + 4)
  return framed
}
