const deepLink = /^till-agent:/i
/** Switches of Chromium by which any program of this machine drives our page. No option of ours, so each is refused. */
const drivesPage = /^(?:--?|\/)remote-(?:debugging|allow)-/i

/**
 * The arguments of this program, without those of Electron itself. None when a deep link started it: a web page may have
 * written all of them, and may open nothing but the window (attacks.md T17).
 *
 * @param argv `process.argv`
 */
export function startArguments(argv: readonly string[], isPackaged: boolean): string[] {
  // Electron for developers is followed by its own switches and the path of the app.
  const own = isPackaged ? argv.slice(1) : argv.slice(2 + argv.slice(1).findIndex((word) => !word.startsWith('-')))
  // A program of this user could put the switch beside a link.
  return own.some((word) => deepLink.test(word)) ? own.filter((word) => drivesPage.test(word)) : own
}
