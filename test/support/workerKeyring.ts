import { inject } from 'vitest'

// Vitest's set-up of each file: this worker's own home, message bus and keyring. Workers are numbered from 1.
const keyring = inject('keyrings')[Number(process.env.VITEST_POOL_ID) - 1]
if (keyring) {
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'GNOME_KEYRING_CONTROL']) delete process.env[name]
  Object.assign(process.env, keyring)
} else if (process.platform === 'linux') throw new Error('This worker has no keyring of its own.')
