import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ChildProcesses } from '#test/bench/childProcesses.ts'
import { Fleet } from './fleet.ts'
import { channel, HeadOffice } from './headOffice.ts'
import { type Identity, identityOf } from './identity.ts'
import { Receiver } from './receiver.ts'
import type { Standing, TillFacts } from './simulatedTill.ts'
import { StaticHost } from './staticHost.ts'
import { Traffic } from './traffic.ts'

export interface SimulationOptions {
  tills: number
  seed: number
  /** Called with what happens, and when. */
  log(line: string): void
}

/** A version that is no good, and settings that are not. */
export const badVersion = '1.2.0'
export const harmfulQuietHours = '04:00-05:00'

export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
const reportEverySeconds = 3_600
/** The tills are looked at so often. */
const watchEveryMinutes = 5
/** A share of the tills: some are always off, or locked away. */
const enough = 0.99

export type Test<Facts = Standing> = (facts: Facts, identity: Identity) => boolean

/** Tills, host, collector and head office, and the time they share. */
export class Simulation {
  readonly options: SimulationOptions
  readonly identities: readonly Identity[]
  readonly host: StaticHost
  readonly headOffice: HeadOffice
  readonly receiver: Receiver
  readonly traffic: Traffic
  readonly processes: ChildProcesses
  readonly work: string
  #fleet: Fleet | undefined
  #now: number
  /** How far time goes on while an answer is on its way. */
  stepMs = minuteMs

  private constructor(options: SimulationOptions, work: string, processes: ChildProcesses, host: StaticHost) {
    this.options = options
    this.work = work
    this.processes = processes
    this.host = host
    this.identities = Array.from({ length: options.tills }, (_, number) => identityOf(number, options.seed))
    // At eight in the morning, and long enough ago for Prometheus, which takes nothing from the future.
    this.#now = Math.floor(Date.now() / dayMs) * dayMs - 30 * dayMs + 8 * hourMs
    this.headOffice = new HeadOffice(host.folder, () => this.#now)
    this.receiver = new Receiver(() => this.#now)
    this.traffic = new Traffic(host, this.receiver)
  }

  static async start(options: SimulationOptions): Promise<Simulation> {
    const work = mkdtempSync(join(tmpdir(), 'till-fleet-'))
    chmodSync(work, 0o755)
    const processes = new ChildProcesses()
    const simulation = new Simulation(options, work, processes, await StaticHost.start(work, processes))
    const { headOffice, host, receiver } = simulation
    simulation.#fleet = await Fleet.begin(options.tills, {
      ...{ seed: options.seed, startMs: simulation.now, feed: host.url, collector: await receiver.listen() },
      ...{ keys: headOffice.releaseKeys, channel, fleetKey: headOffice.fleetKey },
      ...{ reportEverySeconds, badVersion, harmfulQuietHours },
    })
    return simulation
  }

  /** The true time, in milliseconds since 1970. */
  get now(): number {
    return this.#now
  }

  /** Lets so much time pass, to the next minute. */
  async pass(ms: number): Promise<void> {
    const endMs = this.#now + ms
    while (this.#now < endMs) {
      this.#now += minuteMs
      await this.#ofTills.advance(this.#now, this.stepMs)
      this.traffic.countMinute()
    }
  }

  /** At the hour of the day that comes next. */
  async untilHour(hour: number): Promise<void> {
    const today = Math.floor(this.#now / dayMs) * dayMs + hour * hourMs
    await this.pass((today > this.#now ? today : today + dayMs) - this.#now)
  }

  /**
   * Lets time pass until 99 of 100 tills have reached each goal.
   *
   * @param maxMs the longest time that is waited
   * @param among which tills count
   * @returns hours until each; none where it was not reached in that time
   */
  async hoursUntil<Name extends string>(
    maxMs: number,
    goals: Readonly<Record<Name, Test>>,
    among: Test = () => true,
  ): Promise<Partial<Record<Name, number>>> {
    const since = this.#now
    const hours: Partial<Record<Name, number>> = {}
    for (;;) {
      const standings = await this.#ofTills.standings()
      const facts = standings.map((its, number) => [its, this.#identityOf(number)] as const)
      const counted = facts.filter(([its, identity]) => among(its, identity))
      const open = Object.entries<Test>(goals).filter(([name]) => hours[name as Name] === undefined)
      for (const [name, test] of open) {
        const reached = counted.filter(([its, identity]) => test(its, identity)).length
        if (reached >= enough * counted.length) hours[name as Name] = (this.#now - since) / hourMs
      }
      if (Object.keys(hours).length === Object.keys(goals).length || this.#now - since >= maxMs) return hours
      await this.pass(watchEveryMinutes * minuteMs)
    }
  }

  async count(test: Test<TillFacts>): Promise<number> {
    const all = await this.#ofTills.facts()
    return all.filter((facts, number) => test(facts, this.#identityOf(number))).length
  }

  facts(): Promise<TillFacts[]> {
    return this.#ofTills.facts()
  }

  async end(): Promise<void> {
    await this.#fleet?.end().catch(() => {})
    this.#fleet?.kill()
    this.receiver.close()
    await this.processes.endAll()
    rmSync(this.work, { recursive: true, force: true })
  }

  #identityOf(number: number): Identity {
    const identity = this.identities[number]
    if (!identity) throw new Error(`There is no till ${number}.`)
    return identity
  }

  get #ofTills(): Fleet {
    if (!this.#fleet) throw new Error('The simulation has not begun.')
    return this.#fleet
  }
}
