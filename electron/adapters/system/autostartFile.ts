import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeNewFile } from './wholeFile.ts'

/**
 * A file that starts a program when this user logs in to a desktop (Desktop Application Autostart Specification).
 *
 * @param configDirectory such as `~/.config`
 * @param command the program and its arguments
 */
export function createAutostartFile(configDirectory: string, command: readonly string[]) {
  const folder = join(configDirectory, 'autostart')
  const file = join(folder, 'till-agent.desktop')
  return {
    isOn: () => existsSync(file),
    /** @throws a system error */
    set: (on: boolean) => {
      rmSync(file, { force: true })
      if (!on) return
      mkdirSync(folder, { recursive: true })
      writeNewFile(file, Buffer.from(entryOf(command)))
    },
  }
}

function entryOf(command: readonly string[]): string {
  return `[Desktop Entry]
Type=Application
Name=Till Agent
Exec=${command.map(quoted).join(' ')}
Icon=till-agent
Terminal=false
X-GNOME-Autostart-enabled=true
`
}

/** Quotes a word, then escapes it as every value (Desktop Entry Specification, "The Exec key"). */
function quoted(word: string): string {
  const inner = word
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
  return `"${inner}"`
}
