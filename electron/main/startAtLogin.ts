import { homedir } from 'node:os'
import { app } from 'electron'
import { createAutostartFile } from '../adapters/autostartFile.ts'
import type { WindowMemory } from './windowMemory.ts'

export interface StartAtLogin {
  /** `undefined` where it cannot be: a developer's Electron would start without an app. */
  isOn(): boolean | undefined
  set(on: boolean): void
  onChange(listener: () => void): void
}

interface Entry {
  isOn(): boolean
  set(on: boolean): void
}

/** On from the first start of an installed agent on; after that, as a person has it. */
export function openStartAtLogin(memory: WindowMemory, isKiosk: boolean): StartAtLogin {
  const entry = app.isPackaged ? entryWith([isKiosk ? '--kiosk' : '--hidden']) : undefined
  let listener = () => {}
  const set = (on: boolean) => {
    entry?.set(on)
    memory.note({ startIsDecided: true })
    listener()
  }
  if (entry && !memory.read().startIsDecided) set(true)
  return {
    isOn: () => entry?.isOn(),
    set,
    onChange: (next) => {
      listener = next
    },
  }
}

function entryWith(args: string[]): Entry {
  // An AppImage runs from a place that is another at each start.
  if (process.platform === 'linux')
    return createAutostartFile(configDirectory(), [process.env.APPIMAGE ?? process.execPath, ...args])
  return {
    isOn: () => app.getLoginItemSettings({ args }).openAtLogin,
    set: (openAtLogin) => app.setLoginItemSettings({ openAtLogin, args }),
  }
}

function configDirectory(): string {
  return process.env.XDG_CONFIG_HOME || `${homedir()}/.config`
}
