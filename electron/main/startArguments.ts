const deepLink = /^till-agent:/i

/**
 * What this program was asked for by whoever started it. Nothing, when a deep link did: a web page may have written all
 * of it, and may have nothing but the window (attacks.md T17).
 */
export function startArguments(argv: readonly string[], isPackaged: boolean): string[] {
  // Electron for developers is followed by its own switches and the path of the app.
  const own = isPackaged ? argv.slice(1) : argv.slice(2 + argv.slice(1).findIndex((word) => !word.startsWith('-')))
  return own.some((word) => deepLink.test(word)) ? [] : own
}
