// node build/icons/makeAppIcons.mjs   draws the icons of the installed program from renderer/public/icon.svg, with Chromium.
// The icons are in version control; run it again when the SVG changes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const folder = join(import.meta.dirname, 'app')
const svg = readFileSync(join(import.meta.dirname, '../../renderer/public/icon.svg'), 'utf8')
const sizes = [16, 24, 32, 48, 64, 128, 256, 512, 1024]

const pictures = await drawAll()
mkdirSync(folder, { recursive: true })
// electron-builder ships the whole folder on Linux, so it holds only the sizes that Linux shows.
for (const size of sizes.filter((size) => size <= 512))
  writeFileSync(join(folder, `${size}x${size}.png`), pictures[size])
writeFileSync(join(import.meta.dirname, 'icon.ico'), ico([16, 24, 32, 48, 64, 128, 256]))
writeFileSync(join(import.meta.dirname, 'icon.icns'), icns())

async function drawAll() {
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox'],
  })
  try {
    const page = await browser.newPage()
    const found = {}
    for (const size of sizes) {
      await page.setViewportSize({ width: size, height: size })
      await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`)
      found[size] = await page.screenshot({ omitBackground: true })
    }
    return found
  } finally {
    await browser.close()
  }
}

/** A directory, then the pictures as PNG (https://learn.microsoft.com/previous-versions/ms997538). */
function ico(sizes) {
  const head = Buffer.alloc(6 + 16 * sizes.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(sizes.length, 4)
  let at = head.length
  for (const [n, size] of sizes.entries()) {
    const entry = 6 + 16 * n
    head.writeUInt8(size % 256, entry)
    head.writeUInt8(size % 256, entry + 1)
    head.writeUInt16LE(1, entry + 4)
    head.writeUInt16LE(32, entry + 6)
    head.writeUInt32LE(pictures[size].length, entry + 8)
    head.writeUInt32LE(at, entry + 12)
    at += pictures[size].length
  }
  return Buffer.concat([head, ...sizes.map((size) => pictures[size])])
}

/** Type, length and PNG for each size. The "@2x" types hold the same pictures again. */
function icns() {
  const parts = Object.entries({
    ic07: 128,
    ic08: 256,
    ic09: 512,
    ic10: 1024,
    ic11: 32,
    ic12: 64,
    ic13: 256,
    ic14: 512,
  })
  const chunks = parts.map(([type, size]) => chunk(type, pictures[size]))
  return chunk('icns', Buffer.concat(chunks))
}

function chunk(type, content) {
  const head = Buffer.alloc(8)
  head.write(type, 'latin1')
  head.writeUInt32BE(content.length + 8, 4)
  return Buffer.concat([head, content])
}
