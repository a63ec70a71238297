import type { DropEntry } from '#contract/drops/drop.ts'
import type { Clock } from '#core/base/clock.ts'
import { invalid } from '#core/base/inputIssues.ts'
import type { Vault } from '#core/base/vault.ts'
import { replaceSecret, type UndoSecrets, undoAll } from '#core/base/vault.ts'
import type { SettingsStore, StoredDrop } from '#core/settings/settings.ts'
import { parseDropEntry } from './entry.ts'
import { dropAccount, storedCredential } from './secrets.ts'
import type { DropCredential } from './server.ts'

/** Folders that are ready to be set up: their servers were asked, and their credentials are in the vault. */
export interface PreparedDrops {
  /** Those of before, with these in place of the ones of the same name. */
  merged(before: readonly StoredDrop[]): StoredDrop[]
  /** Watches them, once they are written. @returns names of those that have changed */
  commit(): Promise<string[]>
  /** Puts the credentials of before back, where they are not written. @throws the vault's faults */
  undo: UndoSecrets
}

interface Deps {
  settings: SettingsStore
  vault: Vault
  clock: Clock
  /** @throws the server's faults */
  prove(drop: StoredDrop, credential: DropCredential): Promise<void>
  watch(drop: StoredDrop): Promise<void>
}

/** @param before those that are set up @throws Fault `INVALID_INPUT` · the server's and the vault's faults; nothing has changed then */
export async function prepareDrops(
  entries: readonly DropEntry[],
  before: readonly StoredDrop[],
  { settings, vault, clock, prove, watch }: Deps,
): Promise<PreparedDrops> {
  const { installation } = settings.read()
  const known = new Map(before.map((drop) => [drop.name, drop]))
  const parsed = entries.map((entry, at) =>
    parseDropEntry(entry, known.get(entry.name)?.createdAt ?? clock.now(), `drops[${at}]`),
  )
  const drops = parsed.map(({ drop }) => drop)
  for (const { drop, credential } of parsed) {
    checkFolder(drop, mergedDrops(before, drops))
    await prove(drop, credential)
  }
  const undos: UndoSecrets[] = []
  const undo = () => undoAll(undos)
  try {
    for (const { drop, credential } of parsed)
      undos.push(await replaceSecret(vault, dropAccount(installation, drop.name), storedCredential(drop, credential)))
  } catch (thrown) {
    await undo()
    throw thrown
  }
  return {
    undo,
    merged: (now) => mergedDrops(now, drops),
    commit: async () => {
      for (const drop of drops) await watch(drop)
      return drops
        .filter((drop) => JSON.stringify(known.get(drop.name)) !== JSON.stringify(drop))
        .map(({ name }) => name)
    },
  }
}

/** @throws Fault `INVALID_INPUT`: two would take files from each other */
export function checkFolder({ name, folder }: StoredDrop, all: readonly StoredDrop[]): void {
  const other = all.find((known) => known.name !== name && known.folder === folder)
  if (other) throw invalid([{ path: 'folder', message: `is watched by "${other.name}" already` }])
}

/** @param named in place of those of the same name */
export function mergedDrops(before: readonly StoredDrop[], named: readonly StoredDrop[]): StoredDrop[] {
  const names = new Set(named.map(({ name }) => name))
  return [...before.filter(({ name }) => !names.has(name)), ...named]
}
