import { createKeytarVault } from '../../electron/adapters/keytarVault.ts'
import { Secret } from '../../electron/core/secret.ts'

/** One vault call in a process of its own: `read|write|remove <account> [secret]`. Prints what came of it. */
const [call = '', account = '', text = ''] = process.argv.slice(2)
const vault = createKeytarVault()
const calls: Record<string, () => Promise<unknown>> = {
  read: async () => (await vault.read(account))?.reveal() ?? 'absent',
  write: () => vault.write(account, new Secret(text)),
  remove: () => vault.remove(account),
}
const said = await calls[call]?.().then(
  (answer) => answer ?? 'done',
  ({ code, detail, remedy }) => ({ code, detail, remedy }),
)
process.stdout.write(JSON.stringify(said))
