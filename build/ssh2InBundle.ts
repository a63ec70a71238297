import type { Plugin } from 'vite'

const absent = '\0not-compiled'

/** What ssh2 takes where it was compiled, and does without: the agent ships no native part but the keychain's. */
const nativeParts = /^cpu-features$|\/sshcrypto\.node$/

const isOfSsh2 = (id: string | undefined) => id?.includes('/node_modules/ssh2/') ?? false

/**
 * Lets ssh2 be a part of the agent's own files: its native parts fail as they do where nothing was compiled, whatever lies in
 * node_modules, and it asks for no folder of its own, which ES modules do not have. Its WebAssembly is in its source.
 */
export function ssh2InBundle(): Plugin {
  return {
    name: 'ssh2-in-bundle',
    enforce: 'pre',
    resolveId: {
      order: 'pre',
      handler: (source, importer) => (nativeParts.test(source) && isOfSsh2(importer) ? absent : undefined),
    },
    load: (id) => (id === absent ? "throw new Error('It was not compiled.')" : undefined),
    // Nobody reads its lines: an empty map says that there are none.
    transform: (code, id) =>
      isOfSsh2(id) ? { code: code.replaceAll('__dirname', '"."'), map: { mappings: '' } } : undefined,
  }
}
