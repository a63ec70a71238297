import { builtinModules } from 'node:module'
import { build, type Plugin, type Rolldown } from 'vite'

const query = '?thread'
const external = builtinModules.flatMap((name) => [name, `node:${name}`])

/**
 * A plugin of Vite. `import source from './worker.ts?thread'` is the whole program of that file as one script, for
 * `new Worker(source, { eval: true })`: there is no file to find, neither beside the agent nor inside Electron's archive.
 */
export function threadSource(): Plugin {
  return {
    name: 'thread-source',
    enforce: 'pre',
    async resolveId(id, importer) {
      if (!id.endsWith(query)) return undefined
      const resolved = await this.resolve(id.slice(0, -query.length), importer, { skipSelf: true })
      return resolved && `\0${resolved.id}${query}`
    },
    async load(id) {
      if (!id.startsWith('\0') || !id.endsWith(query)) return undefined
      const file = id.slice(1, -query.length)
      this.addWatchFile(file)
      return `export default ${JSON.stringify(await scriptOf(file))}`
    },
  }
}

async function scriptOf(input: string): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'warn',
    ssr: { noExternal: true, external },
    build: {
      ...{ ssr: true, write: false, target: 'node24', minify: false },
      rolldownOptions: { input, external, output: { format: 'cjs', codeSplitting: false } },
    },
  })
  const { output } = [built].flat()[0] as Rolldown.RolldownOutput
  return output[0].code
}
