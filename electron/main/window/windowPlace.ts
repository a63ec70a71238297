import type { Rectangle } from 'electron'

/** Pixels. Fits the smallest screen of a till. */
const defaultSize = { width: 1100, height: 760 }
/** A person can find and move the window when at least this much of it is on a screen. */
const minVisible = { width: 120, height: 60 }

/**
 * The bounds for the window: those from before while they are still on a screen, otherwise the middle of the main screen.
 *
 * @param screens their work areas, the main one first
 */
export function placementOn(screens: readonly Rectangle[], before: Rectangle | undefined): Rectangle {
  const known = before && screens.find((screen) => isVisibleOn(screen, before))
  if (before && known) return fitInto(known, before)
  const [main = { x: 0, y: 0, ...defaultSize }] = screens
  const width = Math.min(defaultSize.width, main.width)
  const height = Math.min(defaultSize.height, main.height)
  const x = main.x + Math.round((main.width - width) / 2)
  const y = main.y + Math.round((main.height - height) / 2)
  return { x, y, width, height }
}

function isVisibleOn(screen: Rectangle, place: Rectangle): boolean {
  const width = overlap(screen.x, screen.width, place.x, place.width)
  const height = overlap(screen.y, screen.height, place.y, place.height)
  // A window is moved by its upper edge.
  return width >= minVisible.width && height >= minVisible.height && place.y >= screen.y - minVisible.height
}

/** Square pixels that both cover. */
export function sharedArea(one: Rectangle, other: Rectangle): number {
  const width = overlap(one.x, one.width, other.x, other.width)
  const height = overlap(one.y, one.height, other.y, other.height)
  return Math.max(0, width) * Math.max(0, height)
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)
}

function fitInto(screen: Rectangle, place: Rectangle): Rectangle {
  const width = Math.min(place.width, screen.width)
  const height = Math.min(place.height, screen.height)
  const x = clamp(place.x, screen.x, screen.x + screen.width - width)
  const y = clamp(place.y, screen.y, screen.y + screen.height - height)
  return { x, y, width, height }
}

function clamp(value: number, min: number, max: number): number {
  return Math.min(Math.max(value, min), max)
}
