import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { accessibilityViolationsOn, smallTargetsOn } from './windowPage.ts'

/** Screenshots for people to look at, where `PICTURES` is set: out/pictures/<look>/<screen>-<width>.png */
const pictures = join(import.meta.dirname, '../../out/pictures')

/** How a page is opened. Colours do not differ by language, so the first alone is turned dark while it is open. */
export const looks = {
  'light and dark': { colorScheme: 'light', locale: 'en-GB' },
  'right-to-left': { colorScheme: 'light', locale: 'ar-EG' },
} as const

export type Look = keyof typeof looks

export const tillSizes = [
  { width: 1024, height: 600 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]

const restTimeoutMs = 20_000

/**
 * Waits until the screen is loaded and at rest. A page of which a part still loads has no heading yet, letters of a late font are
 * wider, and half-faded colours fail the contrast check. An animation can start another one, and those of new colours start some
 * frames after them, so it rests once nothing has moved for several frames; what turns for as long as the agent waits has no end.
 */
async function settled(page: Page): Promise<void> {
  // In one call: `waitForFunction` takes whatever an asynchronous function returns for its condition.
  const isAtRest = await page.evaluate(async (timeoutMs) => {
    const isLoading = () =>
      !document.querySelector('main h1, main h2') || document.querySelector('[data-loading]') !== null
    const isMoving = () =>
      document
        .getAnimations()
        .some(({ effect, playState }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
    const endsAt = performance.now() + timeoutMs
    await document.fonts.ready
    for (let still = 0; still < 5; still = isLoading() || isMoving() ? 0 : still + 1) {
      if (performance.now() > endsAt) return false
      await new Promise(requestAnimationFrame)
    }
    return true
  }, restTimeoutMs)
  if (!isAtRest) throw new Error('The screen did not come to rest.')
}

/** What makes a screen hard to use: overflow at any size, accessibility violations, small touch targets. */
export async function problemsOf(page: Page, look: Look, name: string, sizes = tillSizes): Promise<string[]> {
  const isFirst = look === 'light and dark'
  const problems: string[] = []
  // The other look differs in direction, so one size is enough.
  for (const size of isFirst ? sizes : sizes.slice(0, 1)) {
    await page.setViewportSize(size)
    await settled(page)
    const overflows = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main')].some(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
      ),
    )
    if (overflows) problems.push(`at ${size.width}: wider than the screen`)
    await picture(page, look, `${name}-${size.width}`)
  }
  await page.setViewportSize({ width: 1024, height: 600 })
  await settled(page)
  problems.push(...(await accessibilityViolationsOn(page, isFirst ? 'all' : 'structure')))
  problems.push(...(await smallTargetsOn(page)))
  if (isFirst) problems.push(...(await contrastInDark(page, name)))
  return problems.map((problem) => `${name}: ${problem}`)
}

/** What only dark colours can make hard to read. */
async function contrastInDark(page: Page, name: string): Promise<string[]> {
  const isIn = (scheme: string) => page.locator(`html[data-mantine-color-scheme=${scheme}]`).waitFor()
  await page.emulateMedia({ colorScheme: 'dark' })
  await isIn('dark')
  await settled(page)
  const problems = await accessibilityViolationsOn(page, 'contrast')
  await picture(page, 'dark', name)
  await page.emulateMedia({ colorScheme: 'light' })
  await isIn('light')
  return problems.map((problem) => `in dark: ${problem}`)
}

async function picture(page: Page, folder: string, name: string): Promise<void> {
  if (!process.env.PICTURES) return
  mkdirSync(join(pictures, folder), { recursive: true })
  await page.screenshot({ path: join(pictures, folder, `${name}.png`) })
}
