import { defineConfig } from 'vitest/config'

/** The tests of lane unit that are quick enough to run once for each change: tables and properties of core. */
export default defineConfig({
  test: {
    include: ['test/{core,contract}/**/*.test.ts', 'test/attacks/credentialRedactor.test.ts'],
    exclude: ['**/*.system.test.ts'],
    testTimeout: 60_000,
  },
})
