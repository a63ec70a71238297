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

/** The product: agent and window in one process of Electron, whose Node is 24. */
const main: UserConfig = hosted('electron/main/main.ts', 'out/main', 'main.js', 'es', 'node24')

/** A sandboxed preload is one CommonJS file. */
const preload: UserConfig = hosted('electron/preload/preload.ts', 'out/preload', 'preload.cjs', 'cjs', 'chrome140')

function hosted(input: string, outDir: string, file: string, format: 'es' | 'cjs', target: string): UserConfig {
  const ofHost = ['electron', ...external]
  const output = { format, entryFileNames: file, codeSplitting: false }
  return {
    ssr: { noExternal: true, external: ofHost },
    build: {
      ssr: true,
      ...{ target, outDir, emptyOutDir: true, minify: false, sourcemap: true },
      rolldownOptions: { input, external: ofHost, output },
    },
  }
}

/** `vite build` makes the headless agent, `--mode renderer` the window, `--mode main` and `--mode preload` the product's host. */
const modes: Record<string, UserConfig> = { main, preload, renderer }

export default defineConfig(({ mode }) => ({ logLevel: 'warn', ...(modes[mode] ?? headless) }))
