import { createKeytarVault } from '#adapters/keychain/keytarVault.ts'
import { remedyText } from '#api/presenters/remedies.ts'
import { Secret } from '#core/base/secret.ts'

/** Makes one vault call in its own process, `read|write|remove <account> [secret]`, and prints the result as JSON. */
const [call = '', account = '', text = ''] = process.argv.slice(2)
const vault = createKeytarVault()
const calls: Record<string, () => Promise<unknown>> = {
  read: async () => (await vault.read(account))?.reveal() ?? 'absent',
  write: () => vault.write(account, new Secret(text)),
  remove: () => vault.remove(account),
}
const result = await calls[call]?.().then(
  (value) => value ?? 'done',
  ({ code, detail, remedy }) => ({ code, detail, remedy: remedyText(remedy) }),
)
process.stdout.write(JSON.stringify(result))
