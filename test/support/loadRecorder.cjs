// node --require loadRecorder.cjs PROGRAM …: writes what the program has loaded to the file that LOADED_FILE names, when it ends.
const { writeFileSync } = require('node:fs')
const { registerHooks } = require('node:module')
const { fileURLToPath } = require('node:url')

const files = []
registerHooks({
  load(url, context, nextLoad) {
    if (url.startsWith('file:')) files.push(fileURLToPath(url))
    return nextLoad(url, context)
  },
})
const file = process.env.LOADED_FILE
process.on('exit', () => writeFileSync(file, JSON.stringify({ files, ofNode: process.moduleLoadList })))
