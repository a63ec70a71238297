/// <reference types="vitest/config" />
import { builtinModules } from 'node:module'
import react from '@vitejs/plugin-react'
import { defineConfig, type UserConfig } from 'vite'

const external = ['keytar', ...builtinModules, ...builtinModules.map((name) => `node:${name}`)]

/** One file that runs on Node 24 with nothing beside it but keytar (a native module). */
const headless: UserConfig = {
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
}

/** The window: files for the Chromium of the Electron it ships with, and for any browser of its age. */
const renderer: UserConfig = {
  root: 'renderer',
  base: './',
  plugins: [react()],
  build: { target: 'chrome140', outDir: '../out/renderer', emptyOutDir: true, modulePreload: false },
}

/** `vite build` makes the agent, `vite build --mode renderer` its window. */
export default defineConfig(({ mode }) => ({ logLevel: 'warn', ...(mode === 'renderer' ? renderer : headless) }))
