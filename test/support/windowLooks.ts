import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { accessibilityViolationsOn, smallTargetsOn } from './windowPage.ts'

/** Screenshots for people to look at: out/pictures/<look>/<screen>-<width>.png */
const pictures = join(import.meta.dirname, '../../out/pictures')

export const looks = {
  light: { colorScheme: 'light', locale: 'en-GB' },
  dark: { colorScheme: 'dark', locale: 'en-GB' },
  'right-to-left': { colorScheme: 'light', locale: 'ar-EG' },
} as const

export const tillSizes = [
  { width: 1024, height: 600 },
  { width: 1366, height: 768 },
  { width: 1920, height: 1080 },
]

/** Half-faded colours would fail the contrast check. What turns for as long as the agent waits has no end. */
async function animationsEnd(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    await Promise.all(ending.map((animation) => animation.finished.catch(() => {})))
  })
}

/** What makes a screen hard to use: overflow at any size, accessibility violations, small touch targets. */
export async function problemsOf(page: Page, look: string, name: string, sizes = tillSizes): Promise<string[]> {
  mkdirSync(join(pictures, look), { recursive: true })
  const problems: string[] = []
  // Other looks differ in colour or direction, so one size is enough.
  for (const size of look === 'light' ? sizes : sizes.slice(0, 1)) {
    await page.setViewportSize(size)
    await animationsEnd(page)
    const overflows = await page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll('main')].some(
        ({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1,
      ),
    )
    if (overflows) problems.push(`${name} at ${size.width}: wider than the screen`)
    await page.screenshot({ path: join(pictures, look, `${name}-${size.width}.png`) })
  }
  await page.setViewportSize({ width: 1024, height: 600 })
  const found = [...(await accessibilityViolationsOn(page)), ...(await smallTargetsOn(page))]
  return [...problems, ...found.map((problem) => `${name}: ${problem}`)]
}
