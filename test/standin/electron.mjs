// The module that the app imports as 'electron'. The app runs unchanged on Node; its windows are pages of the system's
// Chromium.
import { app } from './app.mjs'
import { BrowserWindow } from './browserWindow.mjs'
import { listenToTest } from './control.mjs'
import { Menu, nativeImage, nativeTheme, Tray } from './desktop.mjs'
import { ipcMain } from './ipcMain.mjs'
import { protocol, session } from './session.mjs'
import { clipboard, crashReporter, dialog, net, powerMonitor, screen, shell } from './system.mjs'

const electron = {
  ...{ app, BrowserWindow, ipcMain, protocol, session, Tray, Menu, nativeImage, nativeTheme },
  ...{ clipboard, crashReporter, dialog, net, powerMonitor, screen, shell },
}

listenToTest(electron)

export {
  app,
  BrowserWindow,
  clipboard,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  nativeImage,
  nativeTheme,
  net,
  powerMonitor,
  protocol,
  screen,
  session,
  shell,
  Tray,
}
export default electron
