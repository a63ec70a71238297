import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DoomedAgent } from '#test/torture/agent.ts'
import { callThrough } from '#test/torture/callThrough.ts'
import type { FuzzContext } from './fuzzTarget.ts'

/** The agent that a target is tried on. */
export class FuzzedAgent {
  readonly dataDir: string
  readonly #context: FuzzContext
  readonly #provision: string
  readonly #ui: boolean
  #process: DoomedAgent

  private constructor(context: FuzzContext, provision: string, ui: boolean) {
    this.dataDir = join(context.folder, 'data')
    this.#context = context
    this.#provision = provision
    this.#ui = ui
    this.#process = this.#newProcess()
  }

  static async start(context: FuzzContext, provisioning: object, { ui = false } = {}): Promise<FuzzedAgent> {
    const provision = join(context.folder, 'provisioning.json')
    writeFileSync(provision, JSON.stringify(provisioning), { mode: 0o600 })
    const agent = new FuzzedAgent(context, provision, ui)
    await agent.#process.ready()
    return agent
  }

  get port(): number {
    return this.#process.port
  }

  get url(): string {
    return this.#process.url
  }

  /** A new one-time link to the browser UI. */
  async newLink(): Promise<string> {
    return (await this.#process.control.webLink()).url
  }

  /** After all inputs: the agent answers, has met no bug, ends when told to and starts again on what it has written. */
  async checkAfterwards(): Promise<void> {
    const context = this.#context
    const health = await callThrough({ url: `${this.url}/healthz`, method: 'GET', key: '', timeoutMs: 2_000 })
    if (health.kind !== 'answer') context.found('the port goes on answering', health.kind)
    const [bug] = this.#errorLines()
    if (bug !== undefined) context.found('no input is a bug in the log', bug)
    const end = await this.#process.stop(10_000)
    if (end?.code !== 0) context.found('the agent ends when told to', JSON.stringify(end ?? 'still running'))
    this.#process = this.#newProcess()
    await this.#process.ready().catch((thrown: Error) => context.found('the agent starts again', thrown.message))
    await this.#process.kill()
  }

  #newProcess(): DoomedAgent {
    const { program, processes } = this.#context
    const options = { program, processes, dataDir: this.dataDir, env: process.env, vault: 'memory' as const }
    return new DoomedAgent({ ...options, provision: this.#provision, ui: this.#ui })
  }

  #errorLines(): string[] {
    const folder = join(this.dataDir, 'logs')
    const lines = readdirSync(folder).flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    return lines.filter((line) => /"level":"(?:error|fatal)"/.test(line)).map((line) => line.slice(0, 500))
  }
}
