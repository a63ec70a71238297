import type { Command } from 'commander'
import { optionsOf } from '../globals.ts'

/** Not for people: the version before an update runs it to watch over the next one (docs/fleet.md). */
export function addGuardUpdateCommand(program: Command): void {
  program
    .command('guard-update <appImage> <pid>', { hidden: true })
    .action(async (appImage: string, pid: string, _, command: Command) => {
      const { dataDir } = optionsOf(command)
      const { startDetached } = await import('../../adapters/updates/appImageInstaller.ts')
      const { createFileUpdateStore } = await import('../../adapters/updates/fileUpdateStore.ts')
      const { endProcess } = await import('../../adapters/updates/endProcess.ts')
      const { guardUpdate } = await import('../../adapters/updates/updateGuard.ts')
      const { holderOf } = await import('../../adapters/dataDirLock.ts')
      const { systemClock } = await import('../../adapters/systemClock.ts')
      await guardUpdate({
        ...{ store: createFileUpdateStore(dataDir), clock: systemClock, appImage },
        async end() {
          for (const one of new Set([Number(pid), holderOf(dataDir)])) if (one) await endProcess(one)
        },
        start: () => startDetached(appImage, []),
      })
    })
}
