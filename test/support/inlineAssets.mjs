// Node is started with this file (vitest.config.ts), so that it imports `x.wasm?inline` as Vite builds it: a data URL.
import { readFileSync } from 'node:fs'
import { registerHooks } from 'node:module'

const query = '?inline'

registerHooks({
  resolve(specifier, context, next) {
    if (!specifier.endsWith(`.wasm${query}`)) return next(specifier, context)
    const { url } = next(specifier.slice(0, -query.length), context)
    return { url: url + query, format: 'module', shortCircuit: true }
  },
  load(url, context, next) {
    if (!url.endsWith(`.wasm${query}`)) return next(url, context)
    const address = `data:application/wasm;base64,${readFileSync(new URL(url), 'base64')}`
    return { format: 'module', source: `export default ${JSON.stringify(address)}`, shortCircuit: true }
  },
})
