import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { startBrowser } from './browser.ts'
import { findLeaks } from './canaries.ts'

/** A till's screen. */
const tillSize = { width: 1024, height: 600 }

interface Look {
  colorScheme?: 'light' | 'dark'
  locale?: string
  viewport?: { width: number; height: number }
}

/** Chromium for all tests of a file. */
export function browserForTests(): { open(link: string, look?: Look): Promise<Page> } {
  let browser: Browser
  beforeAll(async () => {
    browser = await startBrowser()
  }, 30_000)
  afterAll(() => browser.close())
  return {
    async open(link, { colorScheme = 'light', locale = 'en-GB', viewport = tillSize } = {}) {
      const context = await browser.newContext({ viewport, colorScheme, locale })
      const page = await context.newPage()
      page.setDefaultTimeout(10_000)
      const troubles = troublesOf(page)
      await page.goto(link)
      onTestFinished(async () => {
        const stored = await storageOf(page, context)
        await context.close()
        expect(troubles).toEqual([])
        expect(stored).toEqual([])
      })
      return page
    },
  }
}

/** What the page complains of: scripts that fail, and what its policy had to stop. */
function troublesOf(page: Page): string[] {
  const troubles: string[] = []
  page.on('pageerror', (error) => troubles.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // An agent that ended is part of some journeys, and a refused call is no fault of the page.
    const isNetwork = /Failed to load resource|ERR_CONNECTION/.test(message.text())
    if (message.type() === 'error' && !isNetwork) troubles.push(`console: ${message.text()}`)
  })
  return troubles
}

/** What the page keeps beyond its own preferences. */
async function storageOf(page: Page, context: BrowserContext): Promise<string[]> {
  const { cookies, origins } = await context.storageState({ indexedDB: true })
  const local = origins.flatMap(({ localStorage }) => localStorage.map(({ name, value }) => `${name}=${value}`))
  const session = await page.evaluate(() => Object.keys(sessionStorage)).catch(() => [])
  const readable = cookies.filter(({ httpOnly }) => !httpOnly).map(({ name }) => name)
  const kept = local.filter((entry) => !/^(?:language|mantine-color-scheme-value)=[a-z]{1,5}$/.test(entry))
  return [...kept, ...session, ...readable, ...findLeaks(JSON.stringify(local)).map(({ label }) => label)]
}

/** Everything that axe finds, in words. */
export async function barriersOn(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

/** Things to touch that are smaller than a finger (issue 5: 44 px), or whose words do not fit in. */
export function smallTargetsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const touched = document.querySelectorAll<HTMLElement>(
      'button, a[href], input:not([type=hidden]), select, textarea, [role=button], [role=radio], [role=tab], [role=switch]',
    )
    return [...touched].flatMap((element) => {
      const own = element.getBoundingClientRect()
      if (own.width === 0 || own.height === 0 || getComputedStyle(element).visibility === 'hidden') return []
      // A box to tick is touched by its label as well, a field by its frame.
      const around =
        element.closest('label, [class*="-wrapper"]') ??
        document.querySelector(`label[for="${CSS.escape(element.id)}"]`)
      const wide = around?.getBoundingClientRect()
      const height = Math.max(own.height, wide?.height ?? 0)
      const isInText = element.tagName === 'A' && getComputedStyle(element).display === 'inline'
      const name = element.ariaLabel ?? element.textContent?.slice(0, 40)
      if (element.tagName === 'BUTTON' && element.scrollWidth > element.clientWidth + 1) return [`cut off: ${name}`]
      return height < 43.5 && !isInText ? [`${element.tagName} ${Math.round(height)} px: ${name}`] : []
    })
  })
}
