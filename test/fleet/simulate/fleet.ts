import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import type { About, Answer, Command } from './messages.ts'
import type { Standing, TillFacts } from './simulatedTill.ts'

/** More tills in one process leave the others idle; fewer waste memory on another program. */
const tillsOfProcess = 2_500

/** All tills, in some processes that go through time side by side. */
export class Fleet {
  readonly #processes: ChildProcess[]

  private constructor(processes: ChildProcess[]) {
    this.#processes = processes
  }

  static async begin(count: number, about: Omit<About, 'tills'>): Promise<Fleet> {
    const processes = Math.min(availableParallelism(), Math.ceil(count / tillsOfProcess))
    const fleet = new Fleet(
      Array.from({ length: Math.max(1, processes) }, () => fork(join(import.meta.dirname, 'tillProcess.ts'))),
    )
    const numbers = Array.from({ length: count }, (_, number) => number)
    await fleet.#tell((at) => ({
      kind: 'begin',
      about: { ...about, tills: numbers.filter((number) => number % fleet.#processes.length === at) },
    }))
    return fleet
  }

  /** @param untilMs milliseconds since 1970 @param stepMs how far time may go on while an answer is on its way */
  async advance(untilMs: number, stepMs: number): Promise<void> {
    await this.#tell(() => ({ kind: 'advance', untilMs, stepMs }))
  }

  /** By the number of the till. */
  async facts(): Promise<TillFacts[]> {
    const answers = await this.#tell(() => ({ kind: 'facts' }))
    return inOrder(answers.flatMap((answer) => (answer.kind === 'facts' ? answer.facts : [])))
  }

  /** The same, which costs little. */
  async standings(): Promise<Standing[]> {
    const answers = await this.#tell(() => ({ kind: 'standings' }))
    return inOrder(answers.flatMap((answer) => (answer.kind === 'standings' ? answer.standings : [])))
  }

  async end(): Promise<void> {
    await this.#tell(() => ({ kind: 'end' }))
    for (const child of this.#processes) child.disconnect()
  }

  /** For a run that breaks off. */
  kill(): void {
    for (const child of this.#processes) child.kill('SIGKILL')
  }

  #tell(commandFor: (at: number) => Command): Promise<Answer[]> {
    return Promise.all(this.#processes.map((child, at) => tellOne(child, commandFor(at))))
  }
}

function inOrder<Its>(numbered: readonly [number, Its][]): Its[] {
  return numbered.toSorted(([left], [right]) => left - right).map(([, its]) => its)
}

async function tellOne(child: ChildProcess, command: Command): Promise<Answer> {
  const stop = new AbortController()
  const { signal } = stop
  const ended = once(child, 'exit', { signal }).then(([code]) => {
    throw new Error(`A process of tills ended with ${code}.`)
  })
  const answered = once(child, 'message', { signal })
  child.send(command)
  try {
    const [answer] = (await Promise.race([answered, ended])) as [Answer]
    return answer
  } finally {
    for (const other of [ended, answered]) other.catch(() => {})
    stop.abort()
  }
}
