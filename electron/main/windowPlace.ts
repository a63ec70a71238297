import type { Rectangle } from 'electron'

/** Fits the smallest screen of a till. */
const usual = { width: 1100, height: 760 }
/** So much of it has to be on a screen for a person to find and move it. */
const leastShown = { width: 120, height: 60 }

/**
 * Where the window goes: where it was, as long as that is still on a screen.
 *
 * @param screens what each has room for, the main one first
 */
export function placeOn(screens: readonly Rectangle[], before: Rectangle | undefined): Rectangle {
  const known = before && screens.find((screen) => shows(screen, before))
  if (before && known) return within(known, before)
  const [main = { x: 0, y: 0, ...usual }] = screens
  const width = Math.min(usual.width, main.width)
  const height = Math.min(usual.height, main.height)
  const x = main.x + Math.round((main.width - width) / 2)
  const y = main.y + Math.round((main.height - height) / 2)
  return { x, y, width, height }
}

function shows(screen: Rectangle, place: Rectangle): boolean {
  const width = overlap(screen.x, screen.width, place.x, place.width)
  const height = overlap(screen.y, screen.height, place.y, place.height)
  // Its upper edge is what it is moved by.
  return width >= leastShown.width && height >= leastShown.height && place.y >= screen.y - leastShown.height
}

function overlap(start: number, length: number, otherStart: number, otherLength: number): number {
  return Math.min(start + length, otherStart + otherLength) - Math.max(start, otherStart)
}

function within(screen: Rectangle, place: Rectangle): Rectangle {
  const width = Math.min(place.width, screen.width)
  const height = Math.min(place.height, screen.height)
  const x = clamp(place.x, screen.x, screen.x + screen.width - width)
  const y = clamp(place.y, screen.y, screen.y + screen.height - height)
  return { x, y, width, height }
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most)
}
