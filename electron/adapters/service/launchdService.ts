import { existsSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { newVaultKey } from '#adapters/keychain/fileVault.ts'
import { writeNewFile, writePublicFile } from '#adapters/system/wholeFile.ts'
import { type Run, refused, runServiceCommand } from './serviceCommand.ts'
import { type ServiceDefinition, type ServiceManager, serveArguments, untilStopped } from './serviceManager.ts'

interface Deps {
  run?: Run
  /** The folder that stands for `/`. */
  root?: string
  wait?: (ms: number) => Promise<unknown>
}

const launchctl = '/bin/launchctl'
/** As `appId` of build/electron-builder.yml. */
export const label = 'agent.till.TillAgent.service'

/** The agent as a daemon of launchd. */
export function createLaunchdService({ run = runServiceCommand, root = '/', wait }: Deps = {}): ServiceManager {
  const at = (path: string) => join(root, path)
  const plist = at(`Library/LaunchDaemons/${label}.plist`)
  const home = at('Library/Application Support/till-agent')
  const target = `system/${label}`
  const isTakenIn = () =>
    run(launchctl, ['print', target]).then(
      () => true,
      () => false,
    )
  const stop = async () => {
    if (existsSync(plist) && !(await isTakenIn())) return
    await run(launchctl, ['bootout', target])
    await untilStopped(manager, wait)
  }
  // One that is not taken in need not leave.
  const leave = () => stop().catch(() => {})
  const enter = () => run(launchctl, ['bootstrap', 'system', plist])
  const manager: ServiceManager = {
    // The System keychain, which a daemon has in place of a user's.
    usualVault: 'keychain',
    async install(definition) {
      const vaultKey = join(home, 'vault-key')
      try {
        mkdirSync(home, { recursive: true, mode: 0o755 })
        if (definition.vault === 'file' && !existsSync(vaultKey))
          writeNewFile(vaultKey, Buffer.from(`${newVaultKey().reveal()}\n`))
        mkdirSync(at('Library/LaunchDaemons'), { recursive: true })
        writePublicFile(plist, launchdPlist(definition, { dataDir: join(home, 'data'), vaultKey }))
      } catch (thrown) {
        throw refused(`Writing ${plist}`, thrown)
      }
      await leave()
      await enter()
    },
    async remove() {
      await leave()
      rmSync(plist, { force: true })
    },
    // One that has ended in order stays taken in, and launchd takes nothing in twice.
    async start() {
      if ((await manager.state()) === 'running') return
      await leave()
      await enter()
    },
    // A daemon that is kept alive only leaves for good when it is taken out; the next start of the machine takes it in again.
    stop,
    async state() {
      if (!existsSync(plist)) return 'absent'
      const printed = await run(launchctl, ['print', target]).catch(() => '')
      return printed.split('\n').some((line) => line.trim() === 'state = running') ? 'running' : 'stopped'
    },
  }
  return manager
}

/** launchd.plist(5). It knows one pause between two starts, which does not grow. */
export function launchdPlist(definition: ServiceDefinition, paths: { dataDir: string; vaultKey: string }): string {
  const args = [
    ...definition.program,
    ...serveArguments(definition, { ...paths, provisioning: definition.provisioning }),
  ]
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>Label</key><string>${label}</string>
  <key>ProgramArguments</key>
  <array>
${args.map((word) => `    <string>${escaped(word)}</string>`).join('\n')}
  </array>
  <key>RunAtLoad</key><true/>
  <key>KeepAlive</key><dict><key>SuccessfulExit</key><false/></dict>
  <key>ThrottleInterval</key><integer>10</integer>
  <key>ExitTimeOut</key><integer>40</integer>
  <key>Umask</key><integer>63</integer>
  <key>ProcessType</key><string>Interactive</string>
  <key>HardResourceLimits</key><dict><key>Core</key><integer>0</integer></dict>
</dict>
</plist>
`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
