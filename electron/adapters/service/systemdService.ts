import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { newVaultKey } from '#adapters/keychain/fileVault.ts'
import { writeNewFile, writePublicFile } from '#adapters/system/wholeFile.ts'
import { type Run, refused, runServiceCommand } from './serviceCommand.ts'
import { type ServiceDefinition, type ServiceManager, serviceName } from './serviceManager.ts'
import { systemdUnit, type UnitCredential } from './systemdUnit.ts'
import { updaterName, updateUnits } from './systemdUpdateUnits.ts'

interface Deps {
  run?: Run
  /** The folder that stands for `/`. */
  root?: string
}

const systemctl = '/usr/bin/systemctl'
const systemdCreds = '/usr/bin/systemd-creds'
const keyName = 'vault-key'

/** The agent as a unit of systemd. Where systemd does not run, as in an image that is being made, it is enabled for the next start. */
export function createSystemdService({ run = runServiceCommand, root = '/' }: Deps = {}): ServiceManager {
  const at = (path: string) => join(root, path)
  const unit = at(`etc/systemd/system/${serviceName}.service`)
  const isBooted = () => existsSync(at('run/systemd/system'))
  const ifBooted = async (...args: string[]) => {
    if (isBooted()) await run(systemctl, args)
  }
  const keys = createVaultKeys({ run, folder: at(`etc/${serviceName}`) })
  const folder = at('etc/systemd/system')
  const updatePath = `${updaterName}.path`
  const writeUpdateUnits = ({ program }: ServiceDefinition) => {
    try {
      // Whether it is there tells the service that somebody installs for it.
      mkdirSync(at('var/lib/till-agent-update'), { recursive: true, mode: 0o755 })
      for (const [name, text] of Object.entries(updateUnits(program))) writePublicFile(join(folder, name), text)
    } catch (thrown) {
      throw refused(`Writing ${join(folder, updatePath)}`, thrown)
    }
  }
  const removeUpdateUnits = async () => {
    if (!existsSync(join(folder, updatePath))) return
    await ifBooted('stop', updatePath)
    await run(systemctl, ['disable', updatePath, `${updaterName}.service`])
    for (const name of Object.keys(updateUnits([]))) rmSync(join(folder, name), { force: true })
    rmSync(at('var/lib/till-agent-update'), { recursive: true, force: true })
  }
  return {
    usualVault: 'file',
    async install(definition) {
      const { vault, provisioning, provisioningFiles = [] } = definition
      const credentials: UnitCredential[] = [
        ...(vault === 'file' ? [await keys.credential()] : []),
        ...(provisioning === undefined ? [] : [{ name: 'provision.json', file: provisioning, isEncrypted: false }]),
        ...provisioningFiles.map((file) => ({ name: basename(file), file, isEncrypted: false })),
      ]
      const comment = ['Made by "till-agent service install". It stands above the unit of the package.']
      try {
        mkdirSync(dirname(unit), { recursive: true })
        writePublicFile(unit, systemdUnit(definition, { credentials, comment }))
      } catch (thrown) {
        throw refused(`Writing ${unit}`, thrown)
      }
      if (definition.updates) writeUpdateUnits(definition)
      else await removeUpdateUnits()
      await ifBooted('daemon-reload')
      await run(systemctl, ['enable', serviceName])
      if (definition.updates) {
        await run(systemctl, ['enable', updatePath, `${updaterName}.service`])
        await ifBooted('restart', updatePath)
      }
      await ifBooted('restart', serviceName)
    },
    async remove() {
      await removeUpdateUnits()
      await ifBooted('stop', serviceName)
      if (!existsSync(unit)) return
      await run(systemctl, ['disable', serviceName])
      rmSync(unit, { force: true })
      await ifBooted('daemon-reload')
    },
    start: async () => void (await run(systemctl, ['start', serviceName])),
    stop: async () => void (await run(systemctl, ['stop', serviceName])),
    async state() {
      if (!isBooted()) return existsSync(unit) ? 'stopped' : 'absent'
      return stateIn(await run(systemctl, ['show', '--property=LoadState,ActiveState,UnitFileState', serviceName]))
    },
  }
}

/** @param shown by `systemctl show`. A unit of the package that nobody has enabled is not installed. */
export function stateIn(shown: string): 'absent' | 'stopped' | 'running' {
  const facts = Object.fromEntries(shown.split('\n').map((line) => line.split('=') as [string, string]))
  const { LoadState: loaded, ActiveState: active, UnitFileState: file } = facts
  if (active === 'active' || active === 'activating' || active === 'reloading') return 'running'
  return loaded === 'loaded' && file !== 'disabled' ? 'stopped' : 'absent'
}

/**
 * The key to the vault's file: sealed by systemd to this machine and its TPM where it can be, else readable by root alone. A key
 * of before is kept: the secrets were stored with it.
 */
function createVaultKeys({ run, folder }: { run: Run; folder: string }) {
  const sealed = join(folder, `${keyName}.cred`)
  const plain = join(folder, keyName)
  return {
    async credential(): Promise<UnitCredential> {
      if (existsSync(sealed)) return { name: keyName, file: sealed, isEncrypted: true }
      if (existsSync(plain)) return { name: keyName, file: plain, isEncrypted: false }
      try {
        mkdirSync(folder, { recursive: true, mode: 0o755 })
        writeNewFile(plain, Buffer.from(`${newVaultKey().reveal()}\n`))
      } catch (thrown) {
        throw refused(`Writing ${plain}`, thrown)
      }
      try {
        await run(systemdCreds, ['encrypt', `--name=${keyName}`, plain, sealed])
        rmSync(plain)
        return { name: keyName, file: sealed, isEncrypted: true }
      } catch {
        // Before systemd 250 there is no such command.
        return { name: keyName, file: plain, isEncrypted: false }
      }
    },
  }
}
