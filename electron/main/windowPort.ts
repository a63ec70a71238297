import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import type { WindowPort } from '../doors/window/windowDoor.ts'
import { channel } from '../preload/channel.ts'
import { isOwn } from './ownPage.ts'

/** The one channel to our page. What comes from another page, or from a frame within, is dropped (standards.md 11, point 17). */
export function windowPort(contents: WebContents): WindowPort {
  // The settings library tells whoever asks where they are.
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
