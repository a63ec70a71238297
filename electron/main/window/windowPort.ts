import { type IpcMainEvent, ipcMain, type WebContents } from 'electron'
import type { WindowPort } from '#api/window/servePort.ts'
import { channel } from '#preload/channel.ts'

/**
 * The channel to one of our pages. Messages of other pages and of frames are dropped (standards.md 11, point 17).
 *
 * @param isOurs whether a URL is on that page
 */
export function windowPort(contents: WebContents, isOurs: (url: string) => boolean): WindowPort {
  // electron-store adds a listener that tells any page where the settings file is.
  ipcMain.removeAllListeners('electron-store-get-data')
  return {
    send: (message) => {
      if (!contents.isDestroyed()) contents.send(channel, message)
    },
    onMessage: (listener) => {
      const receive = (event: IpcMainEvent, message: unknown) => {
        if (isFromPage(event, contents, isOurs)) listener(message)
      }
      ipcMain.on(channel, receive)
      contents.once('destroyed', () => ipcMain.off(channel, receive))
    },
    onGone: (listener) => {
      contents.on('did-navigate', listener)
      contents.on('render-process-gone', listener)
      contents.on('destroyed', listener)
    },
  }
}

function isFromPage(
  { sender, senderFrame }: IpcMainEvent,
  contents: WebContents,
  isOurs: (url: string) => boolean,
): boolean {
  return sender === contents && senderFrame !== null && senderFrame.parent === null && isOurs(senderFrame.url)
}
