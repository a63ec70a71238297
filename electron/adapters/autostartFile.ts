import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Starts a program when this user logs in to a desktop (Desktop Application Autostart Specification).
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
      if (!on) rmSync(file, { force: true })
      else {
        mkdirSync(folder, { recursive: true })
        writeFileSync(file, entryOf(command))
      }
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

/** Desktop Entry Specification, "The Exec key": quoted, then escaped once more as every value is. */
function quoted(word: string): string {
  const inner = word
    .replaceAll(/["`$\\]/g, '\\$&')
    .replaceAll('\\', '\\\\')
    .replaceAll('%', '%%')
  return `"${inner}"`
}
