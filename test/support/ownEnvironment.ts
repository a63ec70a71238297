import { afterAll } from 'vitest'

// Vitest's set-up of each file in lanes whose workers run many files: what a file did to the environment ends with it.
const before = { ...process.env }

afterAll(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name]
  Object.assign(process.env, before)
})
