import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import { startHeadlessShell } from './browser.ts'
import { findLeaks } from './canaries.ts'
import { pseudoCatalogue } from './pseudoLanguage.ts'

/** The size of a small till's screen. */
const tillSize = { width: 1024, height: 600 }

interface PageOptions {
  colorScheme?: 'light' | 'dark'
  locale?: string
  viewport?: { width: number; height: number }
  /** Puts a language that nobody speaks in place of Arabic, which runs from right to left. */
  isPseudo?: boolean
}

/**
 * One Chromium for all tests of a file. When a test ends, its page must have reported no error and stored nothing but the
 * window's own preferences.
 */
export function browserForTests(): { open(link: string, options?: PageOptions): Promise<Page> } {
  let browser: Browser
  beforeAll(async () => {
    browser = await startHeadlessShell()
  })
  afterAll(() => browser.close())
  return {
    async open(link, { colorScheme = 'light', locale = 'en-GB', viewport = tillSize, isPseudo = false } = {}) {
      const context = await browser.newContext({ viewport, colorScheme, locale })
      const page = await context.newPage()
      page.setDefaultTimeout(60_000)
      if (isPseudo)
        await page.route('**/assets/ar-*.js', (route) =>
          route.fulfill({
            contentType: 'text/javascript',
            body: `export const ar = ${JSON.stringify(pseudoCatalogue())}`,
          }),
        )
      const errors = errorsOf(page)
      await page.goto(link)
      onTestFinished(async () => {
        const stored = await storageOf(page, context)
        await context.close()
        expect(errors).toEqual([])
        expect(stored).toEqual([])
      })
      return page
    },
  }
}

/** Collects the page's errors: failed scripts and violations of its content security policy. */
function errorsOf(page: Page): string[] {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(`error: ${error.message}`))
  page.on('console', (message) => {
    // Some tests end the agent or expect a refused call: failed requests are no errors of the page.
    const isNetwork = /Failed to load resource|ERR_CONNECTION/.test(message.text())
    if (message.type() === 'error' && !isNetwork) errors.push(`console: ${message.text()}`)
  })
  return errors
}

/** What the page stores beyond its own preferences. */
async function storageOf(page: Page, context: BrowserContext): Promise<string[]> {
  const { cookies, origins } = await context.storageState({ indexedDB: true })
  const local = origins.flatMap(({ localStorage }) => localStorage.map(({ name, value }) => `${name}=${value}`))
  const session = await page
    .evaluate(() => Object.keys(sessionStorage).filter((name) => name !== 'page-key' && name !== 'display-key'))
    .catch(() => [])
  const preference = /^till-agent-(?:language|colours|keyboard)-\d*=[A-Za-z-]{1,7}$/
  const readable = cookies
    .filter(({ httpOnly, name, value }) => !httpOnly && !preference.test(`${name}=${value}`))
    .map(({ name }) => name)
  // What names the key of a browser that a manager had remembered: browserSession.desktop.test.ts shows that no other has it.
  const own = /^(?:(?:language|colours|keyboard)=[A-Za-z-]{1,7}|(?:page|display)-key=[\da-f-]{36})$/
  const unexpected = local.filter((entry) => !own.test(entry))
  return [...unexpected, ...session, ...readable, ...findLeaks(JSON.stringify(local)).map(({ label }) => label)]
}

type RunOptions = Parameters<AxeBuilder['options']>[0]

/** `contrast` is what colours decide, and `structure` all that they do not. */
export type AccessibilityPart = 'all' | 'contrast' | 'structure'

const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

/** What axe finds, one line for each rule. The window has no frames of other origins, which legacy mode would leave out. */
export async function accessibilityViolationsOn(page: Page, part: AccessibilityPart = 'all'): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis)
  // A page takes its source, which is long, once.
  const axe = new AxeBuilder({ page, ...(isThere && { axeSource: 'undefined' }) })
  const { violations } = await axe
    .setLegacyMode()
    .options({ resultTypes: ['violations'], ...rulesOf(part) })
    .analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
}

function rulesOf(part: AccessibilityPart): RunOptions {
  if (part === 'contrast') return { runOnly: { type: 'rule', values: ['color-contrast'] } }
  return {
    runOnly: { type: 'tag', values: tags },
    rules: { 'color-contrast': { enabled: part === 'all' } },
  }
}

/** Touch targets that are lower than 44 px, and buttons whose text is cut off. */
export function smallTargetsOn(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = document.querySelectorAll<HTMLElement>(
      'button, a[href], input:not([type=hidden]), select, textarea, [role=button], [role=radio], [role=tab], [role=switch]',
    )
    return [...targets].flatMap((element) => {
      const own = element.getBoundingClientRect()
      if (own.width === 0 || own.height === 0 || getComputedStyle(element).visibility === 'hidden') return []
      // A checkbox is also touched by its label, and a field by its frame.
      const surrounding =
        element.closest('label, [class*="-wrapper"]') ??
        document.querySelector(`label[for="${CSS.escape(element.id)}"]`)
      const outer = surrounding?.getBoundingClientRect()
      const height = Math.max(own.height, outer?.height ?? 0)
      const isInText = element.tagName === 'A' && getComputedStyle(element).display === 'inline'
      const name = element.ariaLabel ?? element.textContent?.slice(0, 40)
      if (element.tagName === 'BUTTON' && element.scrollWidth > element.clientWidth + 1) return [`cut off: ${name}`]
      return height < 43.5 && !isInText ? [`${element.tagName} ${Math.round(height)} px: ${name}`] : []
    })
  })
}
