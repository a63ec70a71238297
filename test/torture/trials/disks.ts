import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type DoomedAgent, NotReady } from '#test/torture/agent.ts'
import type { AgentEnd } from '#test/torture/agentProcess.ts'
import { faultCodeIn } from '#test/torture/errorLine.ts'
import { operations } from '#test/torture/operations.ts'
import { SmallDisk, smallDiskSkipReason } from '#test/torture/smallDisk.ts'
import { Stage } from '#test/torture/stage.ts'
import type { Trial } from '#test/torture/trial.ts'

const endTimeoutMs = 10_000
/** A settings file of a few clients takes one or two blocks, a row of the trail up to eight. */
const maxFreeBlocks = 10
/** Refusals that are right when nothing can be written. */
const diskFaults = ['SETTINGS_UNWRITABLE']

/** Real disks that are nearly full, full, and read-only. */
export const disks: Trial = {
  name: 'disks',
  weight: 2,
  skipReason: () => smallDiskSkipReason(mkdtempSync(join(tmpdir(), 'till-disk-'))),

  async run(context) {
    const disk = new SmallDisk(join(context.newFolder(), 'disk'))
    const stage = await Stage.build(context, { dataDir: join(disk.folder, 'data') })
    try {
      const trial = new DiskRounds(stage, disk)
      while (!context.isOver()) {
        await trial.fullDisk()
        if (context.random.chance(0.2)) await trial.readOnlyDisk()
      }
    } finally {
      await context.processes.endAll()
      disk.close()
      await stage.close()
    }
  },
}

class DiskRounds {
  readonly #stage: Stage
  readonly #disk: SmallDisk

  constructor(stage: Stage, disk: SmallDisk) {
    this.#stage = stage
    this.#disk = disk
  }

  /** A change on a disk with few free blocks, an end and a start on the full disk, and a start once there is room. */
  async fullDisk(): Promise<void> {
    const { context } = this.#stage
    const operation = context.random.anyOf(operations)
    const freeBlocks = context.random.below(maxFreeBlocks + 1)
    const after = `${operation.name}, ${freeBlocks} free blocks`
    const agent = await this.#startWithRoom(after)
    if (!agent) return
    if (!(await operation.prepare(this.#stage, agent))) return this.#giveUp(agent)
    await this.#stage.use(agent)
    this.#disk.fill(freeBlocks)
    const { outcome } = await operation.act(this.#stage, agent)
    context.count('changes on a nearly full disk')
    if (!['done', ...diskFaults].includes(outcome))
      context.found('a failed write is answered with the right fault', outcome, { after })
    await this.#stage.inspection.run(agent, after)
    if (diskFaults.includes(outcome)) await this.#checkConcern(agent, after)
    await this.#end(agent, after)
    await this.#startWithoutRoom(after)
    this.#disk.empty()
    await this.#lookAgain(`${after}, and a restart with room`)
  }

  async #giveUp(agent: DoomedAgent): Promise<void> {
    this.#stage.context.count('changes that could not be prepared')
    await agent.kill()
  }

  async readOnlyDisk(): Promise<void> {
    const { context } = this.#stage
    this.#disk.setReadOnly(true)
    await this.#startWithoutRoom('a disk became read-only')
    this.#disk.setReadOnly(false)
    context.count('starts on a read-only disk')
    await this.#lookAgain('a start on a read-only disk')
  }

  /** Whoever was told that nothing can be written finds the same in the status. */
  async #checkConcern(agent: DoomedAgent, after: string): Promise<void> {
    const { condition } = await agent.control.status()
    if (condition === 'ready')
      this.#stage.context.found('a store that cannot be written is a concern in the status', condition, { after })
  }

  async #end(agent: DoomedAgent, after: string): Promise<void> {
    const { context } = this.#stage
    if (context.random.chance(0.5)) return void (await agent.kill())
    const end = await agent.stop(endTimeoutMs)
    if (!end) context.found('the agent ends when told to', `still there after ${endTimeoutMs} ms`, { after })
    else if (end.code !== 0) this.#checkRefusal(end, after)
  }

  async #startWithoutRoom(after: string): Promise<void> {
    const agent = this.#stage.start()
    try {
      await agent.ready()
      this.#stage.context.count('starts on a full disk')
      await this.#end(agent, `${after}, a start on the full disk`)
    } catch (thrown) {
      if (!(thrown instanceof NotReady)) throw thrown
      this.#checkRefusal(thrown.end, `${after}, a start on the full disk`)
      await agent.kill()
    }
  }

  #checkRefusal(end: AgentEnd | 'still running', after: string): void {
    const { context } = this.#stage
    const code = end === 'still running' ? undefined : faultCodeIn(end.stderr)
    if (code !== undefined && code !== 'INTERNAL') return
    const seen = end === 'still running' ? end : `${end.code}: ${end.stderr.trim() || 'no word'}`
    context.found('an agent that cannot work says why', seen, { after })
  }

  async #lookAgain(after: string): Promise<void> {
    const agent = await this.#startWithRoom(after)
    if (!agent) return
    await this.#stage.inspection.run(agent, after)
    await agent.kill()
  }

  async #startWithRoom(after: string): Promise<DoomedAgent | undefined> {
    const agent = this.#stage.start()
    try {
      return await agent.ready()
    } catch (thrown) {
      if (!(thrown instanceof NotReady)) throw thrown
      this.#stage.context.found('the agent starts again', thrown.message, { after })
      await agent.kill()
      this.#stage.startOver()
      return undefined
    }
  }
}
