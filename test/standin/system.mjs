import { EventEmitter } from 'node:events'
import { appendFileSync } from 'node:fs'
import './desktop.mjs'

/** Error boxes go to a file, because an app that cannot start shows one just before it exits. */
export const dialog = {
  showErrorBox(title, content) {
    if (process.env.TILL_TEST_DIALOGS)
      appendFileSync(process.env.TILL_TEST_DIALOGS, `${JSON.stringify({ title, content })}\n`)
  },
}

export const shell = {
  openExternal: async (url) => {
    globalThis.tillSpy.opened.push(url)
  },
}

const displayOf = (area, at) => ({ id: at + 1, bounds: area, workArea: area, scaleFactor: 1 })
const displays = JSON.parse(process.env.STANDIN_DISPLAYS ?? '[{"x":0,"y":0,"width":1280,"height":800}]').map(displayOf)

export const screen = Object.assign(new EventEmitter(), {
  getAllDisplays: () => displays,
  getPrimaryDisplay: () => displays[0],
  /** A test connects another screen, or takes the last one away. */
  connect(area) {
    displays.push(displayOf(area, displays.length))
    screen.emit('display-added')
  },
  disconnect() {
    displays.pop()
    screen.emit('display-removed')
  },
})

export const powerMonitor = new EventEmitter()
export const clipboard = { writeText() {}, readText: () => '' }
export const crashReporter = { start() {} }
export const net = { isOnline: () => true }
