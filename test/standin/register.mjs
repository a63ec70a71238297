// node --import ./test/standin/register.mjs out/main/main.js
// `electron` is the stand-in from here on, for `import` and for `require`; all else is the app as it was built.
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
