import type { DropEntry, DropFileView, DropView } from '#contract/drops/drop.ts'
import { readDropTarget } from '#contract/drops/target.ts'
import type { AuditTrail } from '#core/audit/auditTrail.ts'
import type { ChangeFeed } from '#core/base/changeFeed.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import { KeyedLock } from '#core/base/keyedLock.ts'
import type { Log } from '#core/base/log.ts'
import type { Random } from '#core/base/random.ts'
import type { Vault } from '#core/base/vault.ts'
import { withinTime } from '#core/base/withinTime.ts'
import type { Outbox } from '#core/outbox/outbox.ts'
import type { Limits } from '#core/settings/limits.ts'
import type { SettingsStore, StoredDrop } from '#core/settings/settings.ts'
import { dropFileView, dropInUse, dropView, parseDropEntry, serverFault } from './entry.ts'
import { DropFiles } from './files.ts'
import type { DropFolders } from './folder.ts'
import { checkFolder, mergedDrops, type PreparedDrops, prepareDrops } from './preparedDrops.ts'
import { readCredential, storeDrops } from './secrets.ts'
import { type DropCredential, type DropServers, trustOf } from './server.ts'
import type { DropStore } from './store.ts'
import { DropWorker } from './worker.ts'

/** The disk and the network of this machine, as far as files go. */
export interface DropPorts {
  store: DropStore
  folders: DropFolders
  servers: DropServers
}

interface Deps {
  /** Absent where nothing outlives the process. */
  ports: DropPorts | undefined
  outbox: Pick<Outbox, 'readySeal'>
  settings: SettingsStore
  vault: Vault
  clock: Clock
  random: Random
  log: Log
  limits: Limits
  audit: Pick<AuditTrail, 'recordSoon'>
  changes: ChangeFeed
}

/** How long the end of the agent waits for a file that is on its way; a kill does no harm to it. */
const drainMs = 5_000

/** Folders where old POS software leaves files, each of which goes to a server once and whole. */
export class Drops {
  readonly #deps: Deps
  readonly #files: DropFiles | undefined
  readonly #workers = new Map<string, DropWorker>()
  readonly #lock = new KeyedLock()
  #isStarted = false

  constructor(deps: Deps) {
    this.#deps = deps
    this.#files = deps.ports && new DropFiles(deps.ports.store, () => this.#onChange())
  }

  /** Begins to watch. An agent that only answers a command does not. */
  start(): void {
    this.#isStarted = true
    for (const drop of this.#stored()) this.#begin(drop)
  }

  list(): DropView[] {
    return this.#stored().map((drop) => this.#viewOf(drop))
  }

  /** @throws Fault `UNKNOWN_DROP` · `OUTBOX_UNAVAILABLE` */
  async filesOf(name: string): Promise<DropFileView[]> {
    this.#find(name)
    await this.#files?.load()
    return (this.#files?.of(name) ?? []).map(dropFileView)
  }

  /** Files that wait, of all of them. */
  get waiting(): number {
    return this.list().reduce((sum, { waiting }) => sum + waiting, 0)
  }

  /** Whether a file is on its way now. */
  get isSending(): boolean {
    return [...this.#workers.values()].some((worker) => worker.isSending)
  }

  /** @throws Fault `DROP_SERVER_UNREACHABLE` · `NOT_SUPPORTED` */
  async identify(to: string, proxy?: string): Promise<{ fingerprint: string; isVouchedFor: boolean }> {
    const address = readDropTarget(to)
    if (!address) throw new Fault('INVALID_INPUT')
    return asFaults(() => this.#ports().servers.identify(address, proxy))
  }

  /**
   * @param probe whether server and credential are tried first
   * @throws Fault `ALREADY_EXISTS` · `INVALID_INPUT` · the server's, the vault's and the settings' faults
   */
  add(entry: DropEntry, probe: boolean): Promise<DropView> {
    return this.#lock.run(entry.name, async () => {
      if (this.#stored().some(({ name }) => name === entry.name)) throw new Fault('ALREADY_EXISTS')
      return this.#put(entry, probe)
    })
  }

  /** Of a provisioning file, before anything of it is applied. @throws Fault `INVALID_INPUT` · `NOT_SUPPORTED` */
  check(entries: readonly DropEntry[]): void {
    if (entries.length === 0) return
    this.#ports()
    for (const [index, entry] of entries.entries()) parseDropEntry(entry, 0, `drops[${index}]`)
  }

  /**
   * As a provisioning file says: those that it names are replaced.
   *
   * @param probe as for `add`
   * @returns names of those that have changed
   * @throws as `add`
   */
  async provision(entries: readonly DropEntry[], probe: boolean): Promise<string[]> {
    const changed: string[] = []
    for (const entry of entries)
      await this.#lock.run(entry.name, async () => {
        const before = this.#stored().find(({ name }) => name === entry.name)
        const { drop } = parseDropEntry(entry, before?.createdAt ?? this.#deps.clock.now())
        await this.#put(entry, probe, before?.createdAt)
        if (JSON.stringify(before) !== JSON.stringify(drop)) changed.push(entry.name)
      })
    return changed
  }

  /**
   * The same for what is written together with other settings: nothing has changed but credentials in the vault until the caller
   * has written `merged` and calls `commit`, or calls `undo`.
   *
   * @throws as `add`; nothing has changed then
   */
  prepare(entries: readonly DropEntry[], probe: boolean): Promise<PreparedDrops> {
    if (entries.length > 0) this.#ports()
    return prepareDrops(entries, this.#stored(), {
      ...this.#deps,
      prove: async (drop, credential) => {
        if (probe) await this.#probe(drop, credential)
      },
      watch: (drop) => this.#watch(drop),
    })
  }

  /** Signs in at the server, and looks at both folders. @throws Fault `UNKNOWN_DROP` · as `add` */
  async test(name: string): Promise<DropView> {
    const drop = this.#find(name)
    await this.#probe(drop, await readCredential(this.#deps, drop))
    await this.#workers.get(name)?.hurry()
    return this.#viewOf(drop)
  }

  /** @throws Fault `UNKNOWN_DROP` · `OUTBOX_UNAVAILABLE` */
  async sendNow(name: string): Promise<DropView> {
    const drop = this.#find(name)
    await this.#workers.get(name)?.hurry()
    return this.#viewOf(drop)
  }

  /** @throws Fault `UNKNOWN_DROP` · `DROP_IN_USE` · `OUTBOX_UNAVAILABLE` · the vault's and the settings' faults */
  remove(name: string, force: boolean): Promise<void> {
    return this.#lock.run(name, async () => {
      const drop = this.#find(name)
      await this.#files?.load()
      const files = this.#files?.openCount(name) ?? 0
      if (files > 0 && !force) throw dropInUse(name, files)
      const worker = this.#workers.get(name) ?? this.#workerOf(drop)
      await worker?.stop()
      this.#workers.delete(name)
      if (this.#files && this.#files.of(name).length > 0) await worker?.giveBack()
      try {
        await storeDrops(this.#deps, (before) => before.filter((other) => other.name !== name), drop, undefined)
      } catch (thrown) {
        await this.#watch(drop)
        throw thrown
      }
      this.#onChange()
    })
  }

  async close(): Promise<void> {
    const { clock } = this.#deps
    const stopping = Promise.all([...this.#workers.values()].map((worker) => worker.stop())).then(() => {})
    await withinTime(clock, drainMs, stopping, () => {})
  }

  async #put(entry: DropEntry, probe: boolean, createdAt?: number): Promise<DropView> {
    const { drop, credential } = parseDropEntry(entry, createdAt ?? this.#deps.clock.now())
    this.#ports()
    checkFolder(drop, this.#stored())
    if (probe) await this.#probe(drop, credential)
    await storeDrops(this.#deps, (before) => mergedDrops(before, [drop]), drop, credential)
    await this.#watch(drop)
    return this.#viewOf(drop)
  }

  /** Watches a folder as it is set up now. */
  async #watch(drop: StoredDrop): Promise<void> {
    await this.#workers.get(drop.name)?.stop()
    this.#workers.delete(drop.name)
    if (this.#isStarted) this.#begin(drop)
    this.#onChange()
  }

  async #probe(drop: StoredDrop, credential: DropCredential): Promise<void> {
    const { folders, servers } = this.#ports()
    await folders.at(drop.folder).prepare()
    const address = readDropTarget(drop.to)
    if (!address) throw new Fault('INVALID_INPUT')
    await asFaults(async () => {
      const session = await servers.connect(trustOf(drop, address), credential)
      const hasFolder = await session.hasFolder().finally(() => session.close())
      if (!hasFolder) throw new Fault('DROP_SERVER_REFUSED', `The server has no folder "${address.folder}".`)
    })
  }

  #begin(drop: StoredDrop): void {
    const worker = this.#workerOf(drop)
    if (!worker) return
    this.#workers.set(drop.name, worker)
    worker.start()
  }

  #workerOf(drop: StoredDrop): DropWorker | undefined {
    const { ports, outbox, clock, random, log, limits, audit } = this.#deps
    const files = this.#files
    if (!ports || !files) return undefined
    const subject = `drop/${drop.name}`
    return new DropWorker({
      ...{ drop, files, servers: ports.servers, folder: ports.folders.at(drop.folder), clock, random, log },
      credential: () => readCredential(this.#deps, drop),
      seal: () => outbox.readySeal(),
      maxBytes: limits.dropFileBytes,
      onSent: ({ id, bytes }) => {
        audit.recordSoon({
          event: 'drop-file-sent',
          actor: 'agent',
          subject,
          outcome: 'done',
          detail: `${id}, ${bytes} bytes`,
        })
      },
      onOver: (id, why) => {
        log.warn('drop-refused', { reference: id, detail: drop.name, reason: why })
        audit.recordSoon({
          event: 'drop-file-refused',
          actor: 'agent',
          subject,
          outcome: 'done',
          detail: `${id}, ${why}`,
        })
      },
      onChange: () => this.#onChange(),
    })
  }

  #stored(): readonly StoredDrop[] {
    return this.#deps.settings.read().drops ?? []
  }

  #find(name: string): StoredDrop {
    const drop = this.#stored().find((candidate) => candidate.name === name)
    if (drop) return drop
    throw new Fault('UNKNOWN_DROP')
  }

  #viewOf(drop: StoredDrop): DropView {
    return dropView(drop, this.#files?.of(drop.name) ?? [], this.#workers.get(drop.name))
  }

  #ports(): DropPorts {
    const { ports, vault } = this.#deps
    if (ports && !vault.forgets) return ports
    const detail =
      'With --vault memory no folder is watched: nobody could read after a restart what was taken out of it.'
    throw new Fault('NOT_SUPPORTED', detail, undefined, 'Run the agent with a keychain, or with --vault file.')
  }

  #onChange(): void {
    this.#deps.changes.publish('status')
  }
}

async function asFaults<Result>(act: () => Promise<Result>): Promise<Result> {
  try {
    return await act()
  } catch (thrown) {
    throw serverFault(thrown)
  }
}
