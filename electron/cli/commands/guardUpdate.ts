import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'

/** Hidden: during an update the previous version runs it to watch the new one (docs/fleet.md). */
export function addGuardUpdateCommand(program: Command): void {
  program
    .command('guard-update <appImage> [process]', { hidden: true })
    .action(async (appImage: string, started: string | undefined, _, command: Command) => {
      const { dataDir } = optionsOf(command)
      const { startDetached } = await import('#adapters/updates/startDetached.ts')
      const { createFileUpdateStore } = await import('#adapters/updates/fileUpdateStore.ts')
      const { endProcess } = await import('#adapters/updates/endProcess.ts')
      const { runRollbackWatchdog } = await import('#adapters/updates/rollbackWatchdog.ts')
      const { holderOf } = await import('#adapters/database/dataDirLock.ts')
      const { identityIn, identityOf } = await import('#adapters/system/processIdentity.ts')
      const { systemClock } = await import('#adapters/system/systemClock.ts')
      await runRollbackWatchdog({
        ...{ store: createFileUpdateStore(dataDir), clock: systemClock, appImage },
        async end() {
          const holder = holderOf(dataDir)
          for (const running of [identityIn(started ?? ''), identityOf(holder ?? 0)])
            if (running) await endProcess(running)
        },
        start: () => startDetached(appImage, []),
      })
    })
}
