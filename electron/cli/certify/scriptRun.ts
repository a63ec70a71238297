import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import type { Evidence } from './evidence.ts'
import type { Act, Scenario } from './scenarios.ts'
import type { CertifyShop } from './shop.ts'

type Ended = NonNullable<Evidence['ended']>

/** What the simulated cashier types for an amount, and where a code is wrong. */
const amount = '12.5'
const wrongCode = '000000'

/**
 * Leads a command through one scenario: docs/certify.md#a-command-of-your-own. A line `Mobile?`, `Code?` or `Amount?` that it
 * prints is a question to the cashier; every other line is what the cashier sees.
 */
export async function runScript(
  command: string,
  scenario: Scenario,
  shop: CertifyShop,
  timeoutMs: number,
): Promise<Evidence> {
  await shop.begin(scenario, 'program')
  const child = spawn(command, {
    shell: true,
    // A group of its own, so that what the shell has started ends with it.
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'pipe', 'inherit'],
    env: {
      ...process.env,
      ...{ TILL_AGENT_PORT: String(shop.port), TILL_AGENT_KEY: shop.key, TILL_AGENT_SCENARIO: scenario.id },
    },
  })
  const ended = endOf(child, timeoutMs)
  // A command that has ended reads no more.
  child.stdin.on('error', () => {})
  const lines: string[] = []
  const cashier = new Cashier(scenario.acts, shop)
  for await (const line of createInterface({ input: child.stdout })) {
    const answer = await cashier.answer(line.trim())
    if (answer === undefined) lines.push(line)
    else if (answer === 'nothing more') child.stdin.end('\n')
    else child.stdin.write(answer)
  }
  const how = await ended
  return { ...(await shop.evidence()), screen: { kind: 'lines', lines }, ended: how }
}

/** Answers the questions of a POS, one act after another. */
class Cashier {
  readonly #acts: readonly Act[]
  readonly #shop: CertifyShop
  #next = 0
  #codes = 0

  constructor(acts: readonly Act[], shop: CertifyShop) {
    this.#acts = acts
    this.#shop = shop
  }

  /** @returns what is typed, line ends included; `undefined` where the line is no question */
  async answer(line: string): Promise<string | undefined> {
    const act = this.#acts[this.#next - 1]
    switch (line.toLowerCase()) {
      case 'mobile?':
        return this.#beginAct()
      case 'code?':
        this.#codes += 1
        if (act?.cashier === 'types a wrong code first' && this.#codes === 1) return `${wrongCode}\n`
        return `${this.#shop.code ?? ''}\n`
      case 'amount?':
        return act?.cashier === 'confirms twice' ? `${amount}\n\n` : `${amount}\n`
      default:
        return undefined
    }
  }

  async #beginAct(): Promise<string> {
    if (this.#next >= this.#acts.length) return 'nothing more'
    // The first one has begun with the scenario.
    if (this.#next > 0) await this.#shop.beginAct(this.#next)
    this.#next += 1
    this.#codes = 0
    return `${this.#acts[this.#next - 1]?.mobile}\n`
  }
}

function endOf(child: ChildProcess, timeoutMs: number): Promise<Ended> {
  return new Promise((resolve) => {
    let isLate = false
    const timer = setTimeout(() => {
      isLate = true
      kill(child)
    }, timeoutMs)
    const end = (how: Ended) => {
      clearTimeout(timer)
      resolve(isLate ? 'not in time' : how)
    }
    child.on('error', () => end('with a failure'))
    child.on('close', (code) => end(code === 0 ? 'in order' : 'with a failure'))
  })
}

function kill(child: ChildProcess): void {
  if (process.platform === 'win32' || child.pid === undefined) child.kill()
  else process.kill(-child.pid, 'SIGKILL')
}
