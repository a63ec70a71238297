import { contextBridge, ipcRenderer } from 'electron'
import { channel } from './channel.ts'

// Nothing of Electron's own crosses over, and no event object (standards.md 11, point 20).
contextBridge.exposeInMainWorld('tillAgent', {
  send: (message: unknown) => ipcRenderer.send(channel, message),
  onMessage: (listener: (message: unknown) => void) => {
    ipcRenderer.on(channel, (_, message: unknown) => listener(message))
  },
})
