import { existsSync } from 'node:fs'
import { startOpener } from '#adapters/system/systemBrowser.ts'
import { windowsCommand } from '#adapters/system/systemCommand.ts'
import type { SystemPanel } from '#contract/doctor.ts'
import type { SystemPanels } from '#core/diagnostics/systemPanels.ts'

export type PanelCommand = readonly [program: string, ...args: string[]]

/**
 * The commands that open a part of the system's settings, the best one first. Each stands here whole: no word of it comes from
 * anywhere else, and each program is named by its path.
 */
export function panelCommands(panel: SystemPanel, platform: NodeJS.Platform): readonly PanelCommand[] {
  switch (platform) {
    case 'win32':
      return [[windowsCommand('control.exe'), ...onWindows[panel]]]
    case 'darwin':
      return [['/usr/bin/open', ...onMacos[panel]]]
    case 'linux':
      return onLinux[panel]
    default:
      return []
  }
}

/** Applets of the Control Panel. */
const onWindows: Record<SystemPanel, string[]> = {
  keychain: ['/name', 'Microsoft.CredentialManager'],
  clock: ['timedate.cpl'],
}

const onMacos: Record<SystemPanel, string[]> = {
  keychain: ['-b', 'com.apple.keychainaccess'],
  clock: ['x-apple.systempreferences:com.apple.Date-Time-Settings.extension'],
}

/** Of GNOME, then of KDE and others. */
const onLinux: Record<SystemPanel, readonly PanelCommand[]> = {
  keychain: [['/usr/bin/seahorse'], ['/usr/bin/kwalletmanager5'], ['/usr/bin/kwalletmanager']],
  clock: [
    ['/usr/bin/gnome-control-center', 'datetime'],
    ['/usr/bin/systemsettings', 'kcm_clock'],
    ['/usr/bin/kcmshell5', 'clock'],
    ['/usr/bin/time-admin'],
  ],
}

/** Whether this process belongs to a person who sees a screen, and not to a service. */
export function hasScreen(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, uid: number | undefined): boolean {
  if (platform === 'linux') return Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  if (platform === 'win32') return env.SESSIONNAME !== undefined && env.SESSIONNAME !== 'Services'
  return uid !== 0
}

export function createSystemPanels(
  { platform, env }: Pick<NodeJS.Process, 'platform' | 'env'> = process,
  exists: (path: string) => boolean = existsSync,
): SystemPanels {
  const find = (panel: SystemPanel) =>
    hasScreen(platform, env, process.getuid?.())
      ? panelCommands(panel, platform).find(([program]) => exists(program))
      : undefined
  return {
    has: (panel) => find(panel) !== undefined,
    open: async (panel) => {
      const [program, ...args] = find(panel) ?? []
      return program !== undefined && startOpener(program, args)
    },
  }
}
