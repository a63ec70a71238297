/// <reference types="vitest/config" />
import { builtinModules } from 'node:module'
import { defineConfig } from 'vite'

const external = ['keytar', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

/** One file that runs on Node 24 with nothing beside it but keytar (a native module). */
export default defineConfig({
  logLevel: 'warn',
  ssr: { noExternal: true, external },
  build: {
    ssr: true,
    target: 'node24',
    outDir: 'out/headless',
    minify: false,
    sourcemap: true,
    rolldownOptions: {
      input: { 'till-agent': 'electron/headless/main.ts' },
      external,
      output: { format: 'es', entryFileNames: '[name].js', codeSplitting: false },
    },
  },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/private-keyring.ts'],
  },
})
