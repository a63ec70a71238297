import { builtinModules } from 'node:module'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin, type UserConfig } from 'vite'
import { globalsUnread } from './build/globalsUnread.ts'
import { nodeBuiltins } from './build/nodeBuiltins.ts'
import { oneByteSource } from './build/oneByteSource.ts'
import { ssh2InBundle } from './build/ssh2InBundle.ts'
import { threadSource } from './build/threadSource.ts'

const external = ['keytar', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

const comments = { jsdoc: false, annotation: false, legal: true }

/** What runs before the compile cache is in use. */
const isOfStart = /(cli\/start|system\/compileCache)\.ts$/

/**
 * Files that run on Node 24 with nothing beside them but keytar (a native module). Each command loads the parts that it needs:
 * compiling all of them takes longer than most commands do.
 */
const headless: UserConfig = {
  plugins: [nodeBuiltins(), globalsUnread(), oneByteSource(), ssh2InBundle(), threadSource(), esModules()],
  ssr: { noExternal: true, external },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/headless',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { 'till-agent': 'electron/cli/start.ts', main: 'electron/cli/main.ts' },
      external,
      // It asks for a part of one's own. Here it is enough that the part is not the start's.
      checks: { ineffectiveDynamicImport: false },
      output: {
        format: 'es',
        // V8 keeps the source of what it has loaded. Licences stay.
        comments,
        entryFileNames: '[name].js',
        // All in one folder: the page is found from any of them.
        // Node asks of a `.js` file what kind it is.
        chunkFileNames: '[name]-[hash].mjs',
        codeSplitting: {
          groups: [
            { name: 'version', test: /host\/version\.ts$/, priority: 1 },
            // What every command needs is one part.
            { name: 'main', tags: ['$initial'], test: (id) => !isOfStart.test(id) },
          ],
        },
      },
    },
  },
}

/** Says that the files are ES modules, wherever the folder is put. Node would try each as the other kind first. */
function esModules(): Plugin {
  const source = '{ "type": "module" }\n'
  return {
    name: 'es-modules',
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'package.json', source })
    },
  }
}

/** The window: files for the Chromium of the Electron it ships with, and for any browser of its age. */
const renderer: UserConfig = {
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: {
    ...{ target: 'chrome140', outDir: '../out/renderer', emptyOutDir: true, modulePreload: false },
    // The staff's window, and the page that faces the customer.
    rolldownOptions: { input: ['renderer/index.html', 'renderer/display.html'] },
  },
}

/** The product: agent and window in one process of Electron, whose Node is 24. */
const main: UserConfig = hosted('electron/main/main.ts', 'out/main', 'main.js', 'es', 'node24')

/** A sandboxed preload is one CommonJS file. */
const preload: UserConfig = hosted('electron/preload/preload.ts', 'out/preload', 'preload.cjs', 'cjs', 'chrome140')

function hosted(input: string, outDir: string, file: string, format: 'es' | 'cjs', target: string): UserConfig {
  const ofHost = ['electron', ...external]
  const output = { format, comments, entryFileNames: file, codeSplitting: false }
  return {
    plugins: [nodeBuiltins(), globalsUnread(), oneByteSource(), ssh2InBundle(), threadSource()],
    ssr: { noExternal: true, external: ofHost },
    build: {
      ssr: true,
      ...{ target, outDir, emptyOutDir: true, minify: false, sourcemap: true },
      rolldownOptions: { input, external: ofHost, output },
    },
  }
}

/** build/build.mjs names them: `vite build` makes the headless agent, `--mode renderer` the window, `--mode main` and `--mode preload` the product's host. */
const modes: Record<string, UserConfig> = { main, preload, renderer }

/** The interpreter for PAC files, which is put into the program (electron/adapters/systemProxy/pacProgram.ts). */
const assetsInclude = ['**/quickjs.wasm']

export default defineConfig(({ mode }) => ({ logLevel: 'warn', assetsInclude, ...(modes[mode] ?? headless) }))
