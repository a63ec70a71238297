// node --import ./test/standin/register.mjs out/main/main.js
// Replaces `electron` by the stand-in for `import` and `require`. Everything else is the app as it is built.
import { registerHooks } from 'node:module'

const url = new URL('./electron.mjs', import.meta.url).href
const names = ['electron', 'electron/main']

for (const [name, value] of [
  ['electron', '45.4.1'],
  ['chrome', '156.0.0.0'],
])
  Object.defineProperty(process.versions, name, { value, enumerable: true })
process.type = 'browser'
process.resourcesPath ??= process.cwd()

registerHooks({
  resolve: (specifier, context, next) =>
    names.includes(specifier) ? { url, format: 'module', shortCircuit: true } : next(specifier, context),
})
