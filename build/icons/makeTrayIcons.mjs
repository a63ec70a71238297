// node build/icons/makeTrayIcons.mjs   draws the icons of the tray: the lock of the program's icon with a mark cut out, so
// that shape and colour both show the condition.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { encodePng } from './png.mjs'

/** `dark` colours are for light bars, `light` ones for dark bars. */
const colours = {
  ready: { dark: [0x1f, 0x29, 0x33], light: [0xff, 0xff, 0xff] },
  attention: { dark: [0xb4, 0x53, 0x09], light: [0xff, 0xc5, 0x3d] },
  blocked: { dark: [0xc9, 0x2a, 0x2a], light: [0xff, 0x8f, 0x8f] },
}

/** Strokes of each mark, as x1, y1, x2, y2 on a square of 64. */
const marks = {
  ready: [
    [22, 42, 29, 49],
    [29, 49, 42, 35],
  ],
  attention: [
    [32, 33, 32, 42],
    [32, 51, 32, 51],
  ],
  blocked: [
    [24, 34, 40, 50],
    [40, 34, 24, 50],
  ],
}

/** Sample points per pixel, in each direction. */
const samples = 8

const folder = join(import.meta.dirname, 'tray')
mkdirSync(folder, { recursive: true })
for (const [condition, shades] of Object.entries(colours))
  for (const [shade, [red, green, blue]] of Object.entries(shades))
    for (const [size, suffix] of [
      [16, ''],
      [32, '@2x'],
    ]) {
      const png = encodePng(size, (x, y) => [red, green, blue, Math.round(255 * coverage(condition, size, x, y))])
      writeFileSync(join(folder, `${condition}-${shade}${suffix}.png`), png)
    }

/** The share of a pixel that the shape covers, from 0 to 1. */
function coverage(condition, size, x, y) {
  let covered = 0
  for (let row = 0; row < samples; row += 1)
    for (let column = 0; column < samples; column += 1) {
      const point = [((x + (column + 0.5) / samples) * 64) / size, ((y + (row + 0.5) / samples) * 64) / size]
      if (isLock(point) && !marks[condition].some((stroke) => distance(point, stroke) < 4)) covered += 1
    }
  return covered / samples ** 2
}

function isLock([x, y]) {
  const isBody = x >= 8 && x <= 56 && y >= 26 && y <= 60
  const toArch = Math.hypot(x - 32, Math.min(y - 20, 0))
  const isShackle = y >= 3 && y <= 30 && toArch >= 9 && toArch <= 16
  return isBody || isShackle
}

/** The distance from a point to a stroke. */
function distance([x, y], [x1, y1, x2, y2]) {
  const length = (x2 - x1) ** 2 + (y2 - y1) ** 2
  const along = length === 0 ? 0 : Math.min(Math.max(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length, 0), 1)
  return Math.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
}
