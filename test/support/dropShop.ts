import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createMemoryDrops } from '#adapters/database/memoryDrops.ts'
import { diskFolders } from '#adapters/drops/diskFolders.ts'
import { createMemoryVault } from '#adapters/keychain/memoryVault.ts'
import { silentLog } from '#adapters/log/memoryLog.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import type { DropRefusal } from '#contract/drops/drop.ts'
import type { DropFile } from '#core/drops/file.ts'
import { DropFiles } from '#core/drops/files.ts'
import type { DropFolder } from '#core/drops/folder.ts'
import type { DropStore } from '#core/drops/store.ts'
import { DropWorker } from '#core/drops/worker.ts'
import { OutboxSeal } from '#core/outbox/seal.ts'
import { createTestClock } from './clock.ts'
import { makeFolder } from './folder.ts'
import { createMemoryFileServer, type MemoryFileServer } from './memoryFileServer.ts'

/** A folder on the disk that a POS leaves files in, and a server in memory; the agent's part can be begun anew. */
export class DropShop {
  readonly folder = join(makeFolder(), 'out')
  readonly clock = createTestClock()
  readonly store = createMemoryDrops()
  readonly server: MemoryFileServer = createMemoryFileServer()
  readonly sent: DropFile[] = []
  readonly refused: DropRefusal[] = []
  files = new DropFiles(this.store, () => {})
  worker: DropWorker
  readonly #vault = createMemoryVault()

  constructor() {
    mkdirSync(this.folder)
    this.worker = this.start()
  }

  /** A new agent, which finds what the one before has left. */
  start(ports: { store?: DropStore; folder?: DropFolder } = {}): DropWorker {
    const { clock, server } = this
    this.files = new DropFiles(ports.store ?? this.store, () => {})
    this.worker = new DropWorker({
      drop: {
        ...{ name: 'sales', folder: this.folder, to: 'sftp://store@files.example/in', stableSeconds: 5 },
        ...{ expireHours: 72, createdAt: 0 },
      },
      ...{ files: this.files, folder: ports.folder ?? diskFolders.at(this.folder), servers: server },
      credential: async () => ({}),
      seal: () => OutboxSeal.open({ vault: this.#vault, random: systemRandom, installation: 'test' }, true),
      ...{ clock, random: systemRandom, log: silentLog, maxBytes: 1_000_000 },
      onSent: (file) => this.sent.push(file),
      onOver: (_, why) => this.refused.push(why),
      onChange: () => {},
    })
    return this.worker
  }

  leave(name: string, text: string): void {
    writeFileSync(join(this.folder, name), text)
  }

  /** Looks so often, some seconds apart. */
  async look(times = 1, everyMs = 6_000): Promise<void> {
    for (let look = 0; look < times; look += 1) {
      await this.clock.advance(everyMs)
      this.worker.start()
      await this.worker.idle()
    }
  }

  in(part: '.' | 'sending' | 'sent' | 'refused'): string[] {
    const path = join(this.folder, part)
    if (!existsSync(path)) return []
    const entries = readdirSync(path, { withFileTypes: true })
    return entries.flatMap((entry) => (entry.isDirectory() ? [] : [entry.name])).toSorted()
  }

  note(part: 'sent' | 'refused', name: string): string {
    return readFileSync(join(this.folder, part, `${name}.note.txt`), 'utf8')
  }

  atServer(): Record<string, string> {
    return Object.fromEntries([...this.server.files].map(([name, bytes]) => [name, bytes.toString()]))
  }
}

/** A folder on the disk, some calls of which a test answers: private parts of a class are not reached through another object. */
export function folderWith(folder: DropFolder, calls: Partial<DropFolder>): DropFolder {
  return new Proxy(folder, {
    get: (target, name) => {
      const value = Reflect.get(calls, name) ?? Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}
