import type { DropProblem, DropRefusal } from '#contract/drops/drop.ts'
import { readDropTarget } from '#contract/drops/target.ts'
import type { Clock } from '#core/base/clock.ts'
import { Fault } from '#core/base/fault.ts'
import type { Log } from '#core/base/log.ts'
import { type Random, randomFraction } from '#core/base/random.ts'
import { Timer } from '#core/base/timer.ts'
import type { OutboxSeal } from '#core/outbox/seal.ts'
import type { StoredDrop } from '#core/settings/settings.ts'
import { Collector, folderProblemOf } from './collector.ts'
import { type DropFile, type FileState, isOpen, type OpenFile } from './file.ts'
import type { DropFiles } from './files.ts'
import type { DropFolder } from './folder.ts'
import { type DropCredential, DropServerError, type DropServers, type DropSession, trustOf } from './server.ts'
import { failed, hurried, isExpired, type Moment, turnOf } from './transitions.ts'
import { UploadProblem, upload } from './upload.ts'

/** What keeps files of a folder from being sent now. @property detail for a person */
export interface WorkerProblem {
  problem: DropProblem
  detail: string
}

interface Deps {
  drop: StoredDrop
  files: DropFiles
  folder: DropFolder
  servers: DropServers
  /** @throws the vault's faults */
  credential(): Promise<DropCredential>
  /** @throws Fault `OUTBOX_UNAVAILABLE` */
  seal(): Promise<OutboxSeal>
  clock: Clock
  random: Random
  log: Log
  maxBytes: number
  onSent(file: DropFile): void
  onOver(id: string, why: DropRefusal): void
  onChange(): void
}

/** Between two looks at a folder. Drives of a network tell nobody when a file comes, so it is looked for. */
const lookEveryMs = 2_000

/** Watches one folder, and brings its files to its server one after another. */
export class DropWorker {
  readonly #deps: Deps
  readonly #timer: Timer
  readonly #collector: Collector
  #round: Promise<void> | undefined
  #isSending = false
  #isStopped = false
  #problem: WorkerProblem | undefined
  /** What the last attempt at the server met, while files wait for the next. */
  #sendProblem: WorkerProblem | undefined
  /** Of a file that could not be moved, in this round. */
  #folderProblem: Fault | undefined
  #refused = 0

  constructor(deps: Deps) {
    const { drop, files, folder, random, clock, maxBytes } = deps
    this.#deps = deps
    this.#timer = new Timer(clock)
    this.#collector = new Collector({
      ...{ drop, files, folder, random, maxBytes, onRefused: deps.onOver },
      now: () => clock.now(),
      monotonicMs: () => clock.monotonicMs(),
    })
  }

  get problem(): WorkerProblem | undefined {
    return this.#problem
  }

  /** What lies in `refused`, as of the last look. */
  get refused(): number {
    return this.#refused
  }

  /** Whether a file is on its way now. */
  get isSending(): boolean {
    return this.#isSending
  }

  start(): void {
    if (this.#round || this.#isStopped) return
    this.#round = this.#go()
      .catch((thrown) => this.#onThrown(thrown))
      .finally(() => {
        this.#round = undefined
        if (!this.#isStopped) this.#timer.start(lookEveryMs, () => this.start())
      })
  }

  /** Resolves once the look that is under way is over. */
  async idle(): Promise<void> {
    await this.#round
  }

  /** Tries what waits, whatever pause a failure asks for. @throws Fault `OUTBOX_UNAVAILABLE` */
  async hurry(): Promise<void> {
    const { files, drop, clock } = this.#deps
    for (const file of [...files.openOf(drop.name)]) {
      const state = hurried(file.state, clock.now())
      if (state !== file.state) await files.change({ ...file, state })
    }
    this.start()
  }

  /** Waits for the step that is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#timer.stop()
    await this.#round
  }

  /** Gives what waits back to the folder. To be called once it is stopped. @throws Fault `OUTBOX_UNAVAILABLE` · `DROP_FOLDER_UNUSABLE` */
  async giveBack(): Promise<void> {
    const { files, drop, folder } = this.#deps
    const open = [...files.openOf(drop.name)]
    const seal = open.length > 0 ? await this.#deps.seal() : undefined
    for (const file of open) {
      if (seal) await this.#collector.secureOriginal(file, seal)
      await folder.release(file)
    }
    await files.remove(files.of(drop.name).map(({ id }) => id))
  }

  async #go(): Promise<void> {
    const { files, seal, clock } = this.#deps
    await files.load()
    const open = await seal()
    this.#folderProblem = undefined
    await this.#expire(open)
    this.#noteFolder(await this.#collector.collect(open))
    await files.prune(clock.now())
    await this.#countRefused()
    this.#sendProblem = await this.#sendAll(open)
    this.#setProblem(this.#sendProblem ?? (this.#folderProblem && problemOf(this.#folderProblem)))
  }

  /** @returns what holds up those that wait */
  async #sendAll(seal: OutboxSeal): Promise<WorkerProblem | undefined> {
    const { files, drop, clock } = this.#deps
    let session: DropSession | undefined
    let met: WorkerProblem | undefined
    try {
      while (!this.#isStopped) {
        const { next } = turnOf(files.openOf(drop.name), clock.now())
        if (!next) break
        this.#isSending = true
        try {
          session ??= await this.#connect()
          await this.#send(next, session, seal)
        } catch (thrown) {
          met = problemOf(thrown)
          await this.#fail(next.id, met.problem)
          if (thrown instanceof DropServerError) {
            await session?.close().catch(() => {})
            session = undefined
          }
        }
      }
    } finally {
      this.#isSending = false
      await session?.close().catch(() => {})
    }
    const waits = [...files.openOf(drop.name)].some(({ state }) => state.failures > 0)
    return met ?? (waits ? this.#sendProblem : undefined)
  }

  async #connect(): Promise<DropSession> {
    const { drop, servers, credential } = this.#deps
    const address = readDropTarget(drop.to)
    if (!address) throw new DropServerError('unreachable', `"${drop.to}" names no server.`)
    return servers.connect(trustOf(drop, address), await credential())
  }

  async #send(file: OpenFile, session: DropSession, seal: OutboxSeal): Promise<void> {
    const { files, drop, log } = this.#deps
    const keep = async (state: FileState) => files.change({ ...(files.find(file.id) ?? file), state })
    const contents = async () => {
      const bytes = await this.#collector.contentsOf(file, seal)
      if (bytes) return bytes
      throw new UploadProblem('store')
    }
    const state = await upload(file, drop.to, contents, { session, keep, moment: () => this.#moment() })
    await keep(state)
    if (state.name !== 'sent') return
    const sent = { ...file, state }
    log.info('drop-sent', { reference: file.id, detail: drop.name })
    this.#deps.onSent(sent)
    // It is at the server, whatever becomes of the original.
    this.#noteFolder(await folderProblemOf(this.#collector.settle(sent)))
  }

  async #fail(id: string, problem: DropProblem): Promise<void> {
    const { files, drop, log } = this.#deps
    const file = files.find(id)
    if (!file || !isOpen(file)) return
    log.warn('drop-not-sent', { reference: file.id, detail: drop.name, problem })
    await files.change({ ...file, state: failed(file.state, problem, this.#moment()) })
  }

  async #expire(seal: OutboxSeal): Promise<void> {
    const { files, drop, clock } = this.#deps
    const now = clock.now()
    for (const file of [...files.openOf(drop.name)])
      if (isExpired(file, now)) this.#noteFolder(await folderProblemOf(this.#giveUp(file, now, seal)))
  }

  async #giveUp(file: DropFile, now: number, seal: OutboxSeal): Promise<void> {
    await this.#collector.secureOriginal(file, seal)
    const expired: DropFile = { ...file, state: { name: 'expired', since: now } }
    await this.#deps.files.change(expired)
    this.#deps.onOver(file.id, 'expired')
    await this.#collector.settle(expired)
  }

  #noteFolder(problem: Fault | undefined): void {
    this.#folderProblem ??= problem
  }

  async #countRefused(): Promise<void> {
    const refused = await this.#deps.folder.refusedCount()
    if (refused === this.#refused) return
    this.#refused = refused
    this.#deps.onChange()
  }

  #onThrown(thrown: unknown): void {
    if (!(thrown instanceof Fault)) this.#deps.log.error('bug', thrown, { detail: this.#deps.drop.name })
    this.#setProblem(problemOf(thrown))
  }

  #setProblem(problem: WorkerProblem | undefined): void {
    if (problem?.problem === this.#problem?.problem && problem?.detail === this.#problem?.detail) return
    this.#problem = problem
    this.#deps.onChange()
  }

  #moment(): Moment {
    return { now: this.#deps.clock.now(), fraction: randomFraction(this.#deps.random) }
  }
}

const uploadDetails: Partial<Record<DropProblem, string>> = {
  'name-taken': 'A file of this name is at the server already; the agent overwrites none.',
  differs: 'What the server has is not what was sent.',
  store: 'The copy of a file in the database does not open.',
}

/** What a failure means for those that wait. A bug is taken for one of the store's: nothing is known. */
function problemOf(thrown: unknown): WorkerProblem {
  if (thrown instanceof DropServerError) return { problem: thrown.problem, detail: thrown.detail }
  if (thrown instanceof UploadProblem)
    return { problem: thrown.problem, detail: uploadDetails[thrown.problem] ?? thrown.problem }
  if (!(thrown instanceof Fault)) return { problem: 'store', detail: 'The agent met a bug; the log has it.' }
  if (thrown.code === 'DROP_FOLDER_UNUSABLE') return { problem: 'folder', detail: thrown.detail }
  return { problem: thrown.code.startsWith('KEYCHAIN') ? 'keychain' : 'store', detail: thrown.detail }
}
