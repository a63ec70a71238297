import { systemClock } from '#adapters/system/systemClock.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { displayRouter } from '#api/control/displayRouter.ts'
import type { DisplayControls } from '#api/http/controlCalls.ts'
import type { Agent } from '#core/agent.ts'
import { randomText } from '#core/base/random.ts'
import { localActor } from '#host/inProcessControl.ts'
import { DisplayWindow, type DisplayWindowOptions } from './displayWindow.ts'

interface Options extends Omit<DisplayWindowOptions, 'router' | 'onClosed'> {
  agent: Agent
}

/**
 * The customer display as a second window of this agent. Nobody has to let it in, since no page but ours can be in it: it belongs to the
 * agent that opened it. It is remembered whether it was open.
 */
export class CustomerScreen implements DisplayControls {
  readonly #options: Options
  /** Of this run: a window that is opened again is the same display. */
  readonly #id = `dp_${randomText(systemRandom, 16)}`
  #window: DisplayWindow | undefined
  #since = 0

  constructor(options: Options) {
    this.#options = options
  }

  /** As it was when the agent ended. */
  restore(): void {
    if (this.#options.memory.read().customerScreen?.isOpen) this.#open()
  }

  get isOpen(): boolean {
    return this.#window !== undefined
  }

  /** Called when a person opens or closes it. */
  set(isOpen: boolean): void {
    if (isOpen === this.isOpen) return
    this.#keep(isOpen)
    if (isOpen) this.#open()
    else this.#window?.close()
  }

  list() {
    if (!this.#window) return []
    return [{ id: this.#id, since: this.#since, isOpen: this.#options.agent.displays.isOpen(this.#id) }]
  }

  get ownWindow(): this {
    return this
  }

  remove(id: string): void {
    if (id === this.#id) this.set(false)
  }

  /** With the agent: it is opened again by the next start. */
  close(): void {
    const window = this.#window
    this.#window = undefined
    window?.close()
  }

  #open(): void {
    const { agent, log } = this.#options
    this.#since = systemClock.now()
    const router = displayRouter(agent, log, systemClock, this.#id)
    const window = new DisplayWindow({ ...this.#options, router, onClosed: () => this.#onClosed(window) })
    this.#window = window
    const ofDisplay = { subject: `display/${this.#id}`, detail: 'customer display, a window of this agent' }
    agent.audit.recordSoon({ event: 'pairing-granted', actor: localActor('window'), ...ofDisplay, outcome: 'done' })
    agent.changes.publish('displays')
    window.load().catch(() => window.close())
  }

  #onClosed(window: DisplayWindow): void {
    if (this.#window !== window) return
    this.#window = undefined
    this.#keep(false)
    this.#options.agent.displays.forget(this.#id)
    this.#options.agent.changes.publish('displays')
  }

  #keep(isOpen: boolean): void {
    const { memory } = this.#options
    memory.update({ customerScreen: { ...memory.read().customerScreen, isOpen } })
  }
}
