import { startPrivateKeyring } from './keyring.ts'

/** Vitest's global set-up: the whole run gets a home and an unlocked keyring of its own, and never sees the developer's. */
export default async function setup(): Promise<(() => Promise<void>) | undefined> {
  if (process.platform !== 'linux') {
    process.stdout.write(`On ${process.platform} the tests use the keychain of the person who is logged in.\n`)
    return undefined
  }
  const keyring = await startPrivateKeyring('unlocked')
  for (const name of ['DISPLAY', 'WAYLAND_DISPLAY', 'GNOME_KEYRING_CONTROL']) delete process.env[name]
  Object.assign(process.env, keyring.env)
  return keyring.stop
}
