import http from 'node:http'
import type { Plugin } from 'vite'

const id = '\0node:http'

/**
 * Takes what a bundle imports of `node:http` from the module itself. An `import` reads every export, and those that Node
 * makes when they are first read, such as `WebSocket`, load an HTTP client and HTTP/2: 40 ms at each start, and 13 MiB.
 */
export function nodeHttp(): Plugin {
  return {
    name: 'node-http',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      // A `require` reads no export by itself.
      handler: (source, _, { kind }) => (kind === 'import-statement' && /^(node:)?http$/.test(source) ? id : undefined),
    },
    load: (loaded) => (loaded === id ? facade() : undefined),
  }
}

function facade(): string {
  const names = Object.entries(Object.getOwnPropertyDescriptors(http))
    .filter(([, descriptor]) => 'value' in descriptor)
    .map(([name]) => name)
  return `const http = process.getBuiltinModule('node:http')
    export default http
    export const { ${names.join(', ')} } = http`
}
