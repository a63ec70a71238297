import { silentLog } from '#adapters/log/memoryLog.ts'
import { systemRandom } from '#adapters/system/systemRandom.ts'
import { openPosApi, type PosApi } from '#api/pos/posApi.ts'
import type { LimitSettings } from '#contract/limits.ts'
import type { UpstreamEntry } from '#contract/upstream.ts'
import type { Agent } from '#core/agent.ts'
import { makeClientKey } from '#core/clients/clientKey.ts'
import { CloseStack } from '#host/closeStack.ts'
import { openMemoryAgent } from '#host/memoryAgent.ts'
import { listenOnPort } from '#host/portTaken.ts'
import { openTraining } from '#host/training/openTraining.ts'
import { type Simulator, startSimulator } from '#simulator/simulator.ts'
import { AgentObserver } from './agentObserver.ts'
import type { CertifiedScheme } from './certifiedScheme.ts'
import { type CertifyCloud, cloudFor } from './certifyCloud.ts'
import type { Evidence, ObservedCall } from './evidence.ts'
import { type Impostor, startImpostor } from './impostor.ts'
import { JumpingClock } from './jumpingClock.ts'
import { isSale } from './rules.ts'
import type { Act, Scenario, Trouble } from './scenarios.ts'

export interface ShopOptions {
  port: number
  simulatorPort: number
  scheme?: CertifiedScheme
  /** What a cloud that is not known further answers, by method and path. */
  answers?: Readonly<Record<string, unknown>>
}

/** How long the killed agent is away. */
const awayMs = 1_000
/** When the agent is killed, after a sale has come: while the cloud is at it. */
const killAfterMs = 300
/** Longer than any code lives, and a night. */
const codeLifeMs = 11 * 60_000
const nightMs = 8 * 3_600_000
/** How long the outbox is given to send what it has kept. */
const settleTimeoutMs = 15_000

/** An agent and a simulated cloud of their own, in which scenarios are staged: in memory, on real ports. */
export class CertifyShop {
  readonly key = makeClientKey('pos', systemRandom)
  readonly #simulator: Simulator
  readonly #scheme: CertifiedScheme
  readonly #cloud: CertifyCloud
  readonly #observer: AgentObserver
  /** Anew for each scenario: none begins in another one's future. */
  #clock = new JumpingClock()
  #scenario: Scenario | undefined
  #act = 0
  #agent: Agent | undefined
  #posApi: PosApi | undefined
  #impostor: Impostor | undefined
  /** Of the last impostor, after it has gone. */
  #heard: Evidence['impostor']
  #port: number
  /** What was set off by a request, and runs beside it. */
  #trouble: Promise<void> = Promise.resolve()
  #hasTroubled = false

  private constructor(simulator: Simulator, scheme: CertifiedScheme, port: number) {
    this.#simulator = simulator
    this.#scheme = scheme
    this.#cloud = cloudFor(scheme)
    this.#port = port
    this.#observer = new AgentObserver({
      ...{ key: this.key, port: () => this.#port, act: () => this.#act },
      onBegin: (call) => this.#onBegin(call),
      onOver: (call) => this.#onOver(call),
    })
  }

  /** @throws Fault `PORT_TAKEN` */
  static async open({
    port,
    simulatorPort,
    scheme = 'capillary-till',
    answers = {},
  }: ShopOptions): Promise<CertifyShop> {
    const stack = new CloseStack()
    try {
      const simulator = stack.add(
        await listenOnPort(simulatorPort, '--simulator-port', () =>
          startSimulator({ port: simulatorPort, plain: { answers } }),
        ),
        (cloud) => cloud.close(),
      )
      const shop = stack.add(new CertifyShop(simulator, scheme, port), (opened) => opened.close())
      await shop.#openAgent({})
      return shop
    } catch (thrown) {
      await stack.closeAnyway()
      throw thrown
    }
  }

  get port(): number {
    return this.#port
  }

  get upstream(): string {
    return this.#cloud.upstream
  }

  get simulatorUrl(): string {
    return this.#simulator.url
  }

  /** The code that the customer was sent last. */
  get code(): string | undefined {
    const training = this.#agent?.training.status()
    return training ? training.code : this.#simulator.messages().at(-1)?.code
  }

  /** Sets the stage: a fresh agent with the same key, and a cloud that has forgotten everything. */
  async begin(scenario: Scenario, pace: 'person' | 'program'): Promise<void> {
    await this.#settleTrouble()
    await this.#closeAgent()
    await this.#simulator.settled()
    this.#simulator.reset()
    this.#observer.clear()
    this.#scenario = scenario
    this.#heard = undefined
    this.#clock = new JumpingClock()
    await this.#openAgent(scenario.limits?.[pace] ?? {})
    if (scenario.isTraining) await this.#agent?.training.start()
    await this.beginAct(0)
  }

  async beginAct(index: number): Promise<void> {
    await this.#settleTrouble()
    await this.#endImpostor()
    this.#act = index
    this.#hasTroubled = false
    const act = this.#scenario?.acts[index]
    for (const fault of act?.faults ?? []) this.#simulator.injectFault(fault)
    if (act?.impostor) await this.#letImpostorIn()
    if (act) this.#start('act begins', act)
  }

  /** What was seen, once the agent has sent what it kept and the cloud is done with what it was sent. */
  async evidence(): Promise<Omit<Evidence, 'screen' | 'ended'>> {
    await this.#settleTrouble()
    await this.#settleOutbox()
    await this.#simulator.settled()
    await this.#endImpostor()
    const bills = Object.entries(this.#simulator.effects()).filter(([effect]) => /^(bill|write) /.test(effect))
    return {
      acts: this.#scenario?.acts ?? [],
      calls: this.#observer.calls(),
      bills: Object.fromEntries(bills),
      ...(this.#heard && { impostor: this.#heard }),
    }
  }

  async close(): Promise<void> {
    await this.#settleTrouble()
    this.#observer.cutConnections()
    this.#observer.close()
    await this.#endImpostor(false)
    await this.#closeAgent()
    await this.#simulator.close()
  }

  #onBegin(call: ObservedCall): void {
    const act = this.#scenario?.acts[this.#act]
    if (act && isSale(call)) this.#start('sale is sent', act)
  }

  #onOver({ method, path, status }: ObservedCall): void {
    const act = this.#scenario?.acts[this.#act]
    if (act && method === 'POST' && path === '/v1/verifications' && status === 201) this.#start('code is sent', act)
  }

  #start(when: NonNullable<Act['trouble']>['when'], { trouble }: Act): void {
    if (trouble?.when !== when || this.#hasTroubled) return
    this.#hasTroubled = true
    this.#trouble = this.#make(trouble.what)
  }

  async #make(what: Trouble): Promise<void> {
    switch (what) {
      case 'code expired':
        this.#clock.jump(codeLifeMs)
        break
      case 'machine asleep':
        this.#observer.cutConnections()
        this.#clock.jump(nightMs)
        this.#agent?.rewarm()
        break
      case 'agent killed':
        await this.#pause(killAfterMs)
        await this.#closePosApi()
        await this.#pause(awayMs)
        await this.#openPosApi()
    }
  }

  async #letImpostorIn(): Promise<void> {
    await this.#closePosApi()
    this.#impostor = await startImpostor(this.#port, this.key)
  }

  async #endImpostor(reopen = true): Promise<void> {
    const impostor = this.#impostor
    if (!impostor) return
    this.#impostor = undefined
    this.#heard = impostor.heard()
    await impostor.close()
    if (reopen) await this.#openPosApi()
  }

  async #openAgent(limits: LimitSettings): Promise<void> {
    const agent = await openMemoryAgent({ limits, clock: this.#clock, openTraining })
    this.#agent = agent
    const { upstream, allow, settings } = this.#cloud
    await agent.provision({
      store: { name: 'Certification', country: 'IN' },
      upstreams: [{ id: upstream, scheme: this.#scheme, ...settings(this.#simulator.url) } as UpstreamEntry],
      clients: [
        {
          ...{ id: 'pos', name: 'Checkout', origins: [], key: this.key },
          grants: [{ upstream, allow }],
        },
      ],
    })
    void agent.outbox.start()
    await this.#openPosApi()
  }

  async #openPosApi(): Promise<void> {
    const agent = this.#agent
    if (!agent) return
    const open = () => openPosApi({ agent, port: this.#port, log: silentLog })
    const posApi = await listenOnPort(this.#port, '--port', open)
    this.#posApi = posApi
    this.#port = posApi.port
    agent.posOpenedAt(posApi.port)
  }

  /** As a process ends that is killed: what is under way is cut off. */
  async #closePosApi(): Promise<void> {
    this.#observer.cutConnections()
    await this.#posApi?.close()
    this.#posApi = undefined
  }

  async #closeAgent(): Promise<void> {
    await this.#closePosApi()
    await this.#agent?.close()
    this.#agent = undefined
  }

  #settleTrouble(): Promise<void> {
    return this.#trouble
  }

  async #settleOutbox(): Promise<void> {
    const endsAt = performance.now() + settleTimeoutMs
    while (performance.now() < endsAt && this.#agent?.outbox.counts().open) await this.#pause(50)
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => setTimeout(resolve, ms))
  }
}
