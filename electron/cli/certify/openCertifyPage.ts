import type { IncomingMessage, ServerResponse } from 'node:http'
import { baseHeaders } from '#api/page/headers.ts'
import { openLocalPage, sendPage } from '#cli/localPage/localPage.ts'
import { CloseStack } from '#host/closeStack.ts'
import { certifyPage } from './certifyPage.ts'
import { judge, type ScenarioResult } from './judge.ts'
import type { SignedReport } from './report.ts'
import { reportPage } from './reportPage.ts'
import type { Scenario } from './scenarios.ts'
import { CertifyShop, type ShopOptions } from './shop.ts'

interface Options extends ShopOptions {
  pagePort: number
  scenarios: readonly Scenario[]
  sign: (results: readonly ScenarioResult[]) => Promise<SignedReport>
}

/** How far the person has got. */
export type Step =
  | { kind: 'choosing' }
  | { kind: 'trying'; scenario: Scenario; act: number }
  | { kind: 'asking'; scenario: Scenario }

/** The page that leads a person and their POS through the scenarios, for browsers of this machine. */
export async function openCertifyPage(options: Options) {
  const stack = new CloseStack()
  try {
    const shop = stack.add(await CertifyShop.open(options), (opened) => opened.close())
    const guide = new Guide(shop, options)
    const page = stack.add(
      await openLocalPage(options.pagePort, '--page-port', (request, response) => guide.answer(request, response)),
      (opened) => opened.close(),
    )
    return { url: page.url, port: shop.port, close: () => stack.close() }
  } catch (thrown) {
    await stack.closeAnyway()
    throw thrown
  }
}

class Guide {
  readonly #shop: CertifyShop
  readonly #options: Options
  readonly #results = new Map<string, ScenarioResult>()
  #step: Step = { kind: 'choosing' }
  /** One press of a button at a time. */
  #busy: Promise<void> = Promise.resolve()

  constructor(shop: CertifyShop, options: Options) {
    this.#shop = shop
    this.#options = options
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method, url = '/' } = request
    const { pathname, searchParams } = new URL(url, 'http://page')
    if (method === 'POST') {
      const pressed = this.#busy.then(() => this.#press(pathname, searchParams))
      this.#busy = pressed.catch(() => {})
      await pressed
      return void response.writeHead(303, { ...baseHeaders, Location: '/' }).end()
    }
    switch (pathname) {
      case '/':
        return sendPage(response, 200, 'text/html', this.#page())
      case '/report.json':
        return sendPage(response, 200, 'application/json', JSON.stringify(await this.#signed(), undefined, 2))
      case '/report.html':
        return sendPage(response, 200, 'text/html', reportPage(await this.#signed()))
      default:
        return sendPage(response, 404, 'text/plain', 'There is nothing at this address.')
    }
  }

  #page(): string {
    const { port, upstream, key, simulatorUrl, code } = this.#shop
    const shop = { port, upstream, key, simulatorUrl, ...(code !== undefined && { code }) }
    return certifyPage({ scenarios: this.#options.scenarios, results: this.#results, step: this.#step, shop })
  }

  #signed(): Promise<SignedReport> {
    const results = this.#options.scenarios.flatMap((scenario) => this.#results.get(scenario.id) ?? untried(scenario))
    return this.#options.sign(results)
  }

  async #press(button: string, values: URLSearchParams): Promise<void> {
    const step = this.#step
    if (button === '/start') {
      const scenario = this.#options.scenarios.find(({ id }) => id === values.get('scenario'))
      if (!scenario) return
      await this.#shop.begin(scenario, 'person')
      this.#step = { kind: 'trying', scenario, act: 0 }
    } else if (button === '/next' && step.kind === 'trying') {
      await this.#next(step)
    } else if (button === '/answer' && step.kind === 'asking') {
      await this.#judge(step.scenario, values.get('is') === 'yes')
    }
  }

  async #next({ scenario, act }: { scenario: Scenario; act: number }): Promise<void> {
    if (act + 1 < scenario.acts.length) {
      await this.#shop.beginAct(act + 1)
      this.#step = { kind: 'trying', scenario, act: act + 1 }
    } else if (scenario.question === undefined) await this.#judge(scenario, undefined)
    else this.#step = { kind: 'asking', scenario }
  }

  async #judge(scenario: Scenario, answer: boolean | undefined): Promise<void> {
    const evidence = { ...(await this.#shop.evidence()), screen: { kind: 'person' as const, answer } }
    this.#results.set(scenario.id, judge(scenario, evidence))
    this.#step = { kind: 'choosing' }
  }
}

function untried({ id, title }: Scenario): ScenarioResult {
  return { scenario: id, title, verdict: 'unseen', rules: [] }
}
