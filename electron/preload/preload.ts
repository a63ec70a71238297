import { contextBridge, ipcRenderer } from 'electron'
import { channel } from './channel.ts'

// The page gets neither Electron's API nor an event object (standards.md 11, point 20).
contextBridge.exposeInMainWorld('tillAgent', {
  send: (message: unknown) => ipcRenderer.send(channel, message),
  onMessage: (listener: (message: unknown) => void) => {
    ipcRenderer.on(channel, (_, message: unknown) => listener(message))
  },
})
