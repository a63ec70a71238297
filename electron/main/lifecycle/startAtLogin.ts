import { homedir } from 'node:os'
import { app } from 'electron'
import { createAutostartFile } from '#adapters/system/autostartFile.ts'
import { ownAppImage } from '#adapters/system/ownAppImage.ts'
import type { WindowMemory } from '#main/window/windowMemory.ts'

export interface StartAtLogin {
  /** `undefined` when it cannot be switched on: a developer's Electron would start without an app. */
  isOn(): boolean | undefined
  set(on: boolean): void
  onChange(listener: () => void): void
}

/**
 * Of a start by a log-in or after an update, when nobody may be there. Everything else about a start is a setting: what an
 * entry of the system says would outlast a change of it.
 */
export const unattendedArguments = ['--hidden']

interface LoginItem {
  isOn(): boolean
  set(on: boolean): void
}

/** Switches it on at the first start of an installed agent. Later starts leave it as the person set it. */
export function openStartAtLogin(memory: WindowMemory): StartAtLogin {
  const item = app.isPackaged ? loginItemWith(unattendedArguments) : undefined
  let listener = () => {}
  const set = (on: boolean) => {
    item?.set(on)
    memory.update({ startIsDecided: true })
    listener()
  }
  if (item && !memory.read().startIsDecided) set(true)
  return {
    isOn: () => item?.isOn(),
    set,
    onChange: (next) => {
      listener = next
    },
  }
}

function loginItemWith(args: string[]): LoginItem {
  // The process of an AppImage runs from a mount whose path differs at each start.
  if (process.platform === 'linux')
    return createAutostartFile(configDirectory(), [ownAppImage() ?? process.execPath, ...args])
  return {
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args }),
  }
}

function configDirectory(): string {
  return process.env.XDG_CONFIG_HOME || `${homedir()}/.config`
}
