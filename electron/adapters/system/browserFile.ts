import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { writeNewFile } from './wholeFile.ts'

/** A browser that has to start first reads the file this late at most. */
const lifetimeMs = 15_000

/** A file that leads a browser on to an address. */
export interface BrowserFile {
  readonly path: string
  remove(): void
  /** Removes it once a browser that has to start first has read it. */
  removeLater(): Promise<void>
}

/**
 * Writes a file that leads a browser to an address. The arguments of a program stand in every user's sight (`/proc`, `ps`),
 * and a one-time link or a sign-in's address there would open for whoever is faster; the file is this user's alone.
 *
 * @param url of http or https
 */
export function writeBrowserFile(url: URL): BrowserFile {
  const folder = mkdtempSync(join(tmpdir(), 'till-agent-'))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  const path = join(folder, 'open.html')
  writeNewFile(path, Buffer.from(pageTo(url.href)))
  process.once('exit', remove)
  return { path, remove, removeLater: () => sleep(lifetimeMs).then(remove) }
}

function pageTo(href: string): string {
  const address = href.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0; url=${address}">
<title>Till Agent</title>
</head>
<body>
<p><a href="${address}">Go on</a></p>
</body>
</html>
`
}
