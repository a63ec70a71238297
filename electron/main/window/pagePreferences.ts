import { fileURLToPath } from 'node:url'
import { app, type WebPreferences } from 'electron'

/** `vite build` puts the preload script beside the folder of the built main process. */
const preload = fileURLToPath(new URL('../preload/preload.cjs', import.meta.url))

/** Of each page of ours: a sandbox, and the preload's two functions to reach the agent. */
export function pagePreferences(): WebPreferences {
  return {
    preload,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
    spellcheck: false,
    devTools: !app.isPackaged,
  }
}
