// Measures the size of the window's main bundle and the time to its first paint, from the built files: npm run measure:window
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { startBrowser } from '#test/support/browser.ts'
import { startDemo } from './demo.ts'

const folder = join(import.meta.dirname, '../../out/renderer')
const goals = { kilobytes: 350, firstPaintMs: 1_000 }
const loads = 7

/** The files that index.html loads and those that they import statically, with their gzip sizes: all but the lazy screens. */
function mainBundle(): { name: string; kilobytes: number }[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
  const names = new Set([...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+)"/g)].map(([, name = '']) => name))
  for (const name of names)
    for (const [, imported = ''] of read(name).matchAll(/(?:\bfrom|\bimport)"\.\/([^"]+\.js)"/g)) names.add(imported)
  return [...names].map((name) => ({ name, kilobytes: gzipSync(read(name)).length / 1_000 }))
}

function read(name: string): string {
  return readFileSync(join(folder, 'assets', name), 'utf8')
}

async function firstPaints(): Promise<number[]> {
  const demo = await startDemo()
  const browser = await startBrowser()
  try {
    const context = await browser.newContext({ viewport: { width: 1024, height: 600 } })
    const page = await context.newPage()
    await page.goto(demo.facts.ui.url)
    await page.getByRole('textbox').first().waitFor()
    const paints: number[] = []
    for (let load = 0; load < loads; load += 1) {
      // The key of the page is in the storage of its tab alone.
      await page.reload()
      await page.getByRole('textbox').first().waitFor()
      const [paint] = await page.evaluate(() =>
        performance.getEntriesByName('first-contentful-paint').map(({ startTime }) => startTime),
      )
      if (paint !== undefined) paints.push(paint)
    }
    return paints.toSorted((a, b) => a - b)
  } finally {
    await browser.close()
    await demo.end()
  }
}

const parts = mainBundle()
const kilobytes = parts.reduce((sum, part) => sum + part.kilobytes, 0)
const paints = await firstPaints()
const median = paints[Math.floor(paints.length / 2)] ?? Number.NaN
const lines = [
  ...parts.map((part) => `${part.kilobytes.toFixed(1).padStart(8)} kB  ${part.name}`),
  `${kilobytes.toFixed(1).padStart(8)} kB  main bundle, gzip (goal: under ${goals.kilobytes})`,
  `${median.toFixed(0).padStart(8)} ms  first contentful paint, median of ${paints.length} loads (goal: under ${goals.firstPaintMs})`,
]
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = kilobytes < goals.kilobytes && median < goals.firstPaintMs ? 0 : 1
