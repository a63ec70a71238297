import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { unwordedHere } from './pseudoLanguage.ts'

/** From the narrowest that WCAG 1.4.10 names to the largest till; 512×300 is 1024×600 at 200 % zoom (WCAG 1.4.4). */
export const allSizes = [
  [320, 640],
  [480, 800],
  [640, 480],
  [512, 300],
  [800, 600],
  [1024, 600],
  [1366, 768],
  [1920, 1080],
  [2560, 1440],
] as const

const pictures = join(import.meta.dirname, '../../out/pictures/layout')

/**
 * What cannot be used at one of the sizes: controls that overlap, stick out of the window, or whose text is cut; in the pseudo-language
 * also what no catalogue says.
 */
export async function layoutProblemsOf(
  page: Page,
  name: string,
  sizes = allSizes.slice(),
  isPseudo = false,
): Promise<string[]> {
  mkdirSync(pictures, { recursive: true })
  const problems: string[] = []
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height })
    await page.waitForFunction(isAtRest)
    const found = await page.evaluate(problemsHere)
    if (isPseudo) found.push(...(await page.evaluate(unwordedHere)))
    problems.push(...found.map((problem) => `${name} at ${width}×${height}: ${problem}`))
    if (process.env.PICTURES) await page.screenshot({ path: join(pictures, `${name}-${width}.png`) })
  }
  return problems
}

/** Runs in the page. The label of a button leaves it while that waits. */
function isAtRest(): boolean {
  const ends = (animation: Animation) => animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY
  const isMoving = document.getAnimations().some((animation) => animation.playState === 'running' && ends(animation))
  return !isMoving && document.querySelector('button[data-loading]') === null
}

/** Runs in the page. */
function problemsHere(): string[] {
  const controls = [
    ...document.querySelectorAll<HTMLElement>('button, a[href], input:not([type=hidden]), select, textarea'),
  ].flatMap((element) => {
    // A radio or checkbox is touched by its label; the input itself may be of no size.
    const isToggle = element instanceof HTMLInputElement && ['radio', 'checkbox'].includes(element.type)
    const box = visibleBox(element)
    return box && !isToggle ? [{ element, box, name: nameOf(element), layer: layerOf(element) }] : []
  })
  const problems: string[] = []
  if (document.documentElement.scrollWidth > innerWidth) problems.push('wider than the window')
  for (const { element, name } of controls) {
    const { left, right } = element.getBoundingClientRect()
    if ((left < -1 || right > innerWidth + 1) && !isInScroller(element)) problems.push(`sticks out: ${name}`)
    const isField = element.matches('input, select, textarea')
    if (!isField && isCut(element)) problems.push(`cut: ${name}`)
    if (isField && element.getBoundingClientRect().width < 130) problems.push(`narrow: ${name}`)
  }
  for (const [index, one] of controls.entries())
    for (const other of controls.slice(index + 1)) {
      const isInside = one.element.contains(other.element) || other.element.contains(one.element)
      // What scrolls below a bar is reached by scrolling; an eye or an arrow stands in its field.
      if (
        isInside ||
        one.layer !== other.layer ||
        one.element.parentElement?.closest('[class*="Input-wrapper"]')?.contains(other.element)
      )
        continue
      const width = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left)
      const height = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top)
      if (width > 1 && height > 1) problems.push(`overlap: ${one.name} and ${other.name}`)
    }
  return problems

  function nameOf(element: HTMLElement): string {
    return `${element.tagName.toLowerCase()} "${(element.ariaLabel ?? element.textContent ?? '').slice(0, 30)}"`
  }

  /** The part that is not clipped by what scrolls around it. */
  function visibleBox(element: HTMLElement) {
    // What lies in a folded part has a box too, and is drawn nowhere.
    if (!element.checkVisibility({ visibilityProperty: true })) return undefined
    let { left, right, top, bottom } = element.getBoundingClientRect()
    for (let around = element.parentElement; around; around = around.parentElement) {
      if (getComputedStyle(around).overflowY === 'visible' || around === document.body) continue
      const clip = around.getBoundingClientRect()
      left = Math.max(left, clip.left)
      right = Math.min(right, clip.right)
      top = Math.max(top, clip.top)
      bottom = Math.min(bottom, clip.bottom)
    }
    return right - left > 1 && bottom - top > 1 ? { left, right, top, bottom } : undefined
  }

  function layerOf(element: HTMLElement): Element | null {
    for (let around: HTMLElement | null = element; around; around = around.parentElement)
      if (['sticky', 'fixed'].includes(getComputedStyle(around).position)) return around
    return null
  }

  function isInScroller(element: HTMLElement): boolean {
    for (let around = element.parentElement; around; around = around.parentElement)
      if (['auto', 'scroll'].includes(getComputedStyle(around).overflowX) && around.scrollWidth > around.clientWidth)
        return true
    return false
  }

  function isCut(element: HTMLElement): boolean {
    return [element, ...element.querySelectorAll<HTMLElement>('*')].some((part) => {
      const { overflowX, display } = getComputedStyle(part)
      // What is for screen readers alone is one pixel wide.
      const clips = overflowX !== 'visible' && display !== 'inline' && part.clientWidth > 1
      return clips && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 2)
    })
  }
}
