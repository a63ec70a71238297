import type { Rectangle } from 'electron'
import { placementOn, sharedArea } from '#main/window/windowPlace.ts'

/** In pixels, as Electron tells it. */
export interface ScreenArea {
  bounds: Rectangle
  /** Without bars of the system. */
  workArea: Rectangle
}

export interface DisplayPlace {
  bounds: Rectangle
  isFullScreen: boolean
}

/**
 * Where the customer's screen goes: it fills a screen on which the staff's window is not, the one where it was if that is still there.
 * With one screen it is a window like any other, so that staff can put it away.
 *
 * @param screens the main one first
 * @param staff where the staff's window is
 * @param before where it was, if it was open before
 */
export function displayPlaceOn(
  screens: readonly ScreenArea[],
  staff: Rectangle,
  before: Rectangle | undefined,
): DisplayPlace {
  const others = screens.filter((screen) => screen !== screenOf(screens, staff))
  const other = (before && others.find(({ bounds }) => sharedArea(bounds, before) > 0)) ?? others[0]
  if (other) return { bounds: other.bounds, isFullScreen: true }
  return {
    bounds: placementOn(
      screens.map(({ workArea }) => workArea),
      before,
    ),
    isFullScreen: false,
  }
}

/** The one that shows most of the window; the main one where none shows any of it. */
function screenOf(screens: readonly ScreenArea[], window: Rectangle): ScreenArea | undefined {
  const [main, ...rest] = screens
  return rest.reduce(
    (best, screen) => (best && sharedArea(screen.bounds, window) > sharedArea(best.bounds, window) ? screen : best),
    main,
  )
}
