import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import type { WindowPort } from '#api/window/windowChannel.ts'
import { channel } from '#preload/channel.ts'
import { isOwn } from './ownPage.ts'

/** The channel to our page. Messages of other pages and of frames are dropped (standards.md 11, point 17). */
export function windowPort(contents: WebContents): WindowPort {
  // electron-store adds a listener that tells any page where the settings file is.
  ipcMain.removeAllListeners('electron-store-get-data')
  return {
    send: (message) => {
      if (!contents.isDestroyed()) contents.send(channel, message)
    },
    onMessage: (listener) => {
      ipcMain.on(channel, (event, message: unknown) => {
        if (isFromOurPage(event, contents)) listener(message)
      })
    },
    onGone: (listener) => {
      contents.on('did-navigate', listener)
      contents.on('render-process-gone', listener)
      contents.on('destroyed', listener)
    },
  }
}

function isFromOurPage({ sender, senderFrame }: IpcMainEvent, contents: WebContents): boolean {
  return sender === contents && senderFrame !== null && senderFrame.parent === null && isOwn(senderFrame.url)
}
