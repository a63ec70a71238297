// Loaded into a real Electron by the tests (-r): stores what they read and keeps dialogs and links off the desktop.
const { appendFileSync } = require('node:fs')
const { dialog, shell, Tray } = require('electron')

const spy = { trays: [], opened: [] }
globalThis.tillSpy = spy

for (const [method, name] of [
  ['setContextMenu', 'menu'],
  ['setToolTip', 'toolTip'],
  ['setImage', 'image'],
]) {
  const original = Tray.prototype[method]
  Tray.prototype[method] = function (value) {
    this[name] = value
    if (!spy.trays.includes(this)) spy.trays.push(this)
    return original.call(this, value)
  }
}

dialog.showErrorBox = (title, content) => {
  if (process.env.TILL_TEST_DIALOGS)
    appendFileSync(process.env.TILL_TEST_DIALOGS, `${JSON.stringify({ title, content })}\n`)
}
shell.openExternal = async (url) => {
  spy.opened.push(url)
}
