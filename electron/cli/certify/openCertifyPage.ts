import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { baseHeaders } from '#api/page/headers.ts'
import { CloseStack } from '#host/closeStack.ts'
import { listenOnPort } from '#host/portTaken.ts'
import { certifyPage } from './certifyPage.ts'
import { judge, type ScenarioResult } from './judge.ts'
import type { SignedReport } from './report.ts'
import { reportPage } from './reportPage.ts'
import type { Scenario } from './scenarios.ts'
import { CertifyShop, type ShopPorts } from './shop.ts'

interface Options extends ShopPorts {
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
    const server = createServer((request, response) => {
      guide.answer(request, response).catch(() => response.destroy())
    })
    const { pagePort } = options
    await listenOnPort(pagePort, '--page-port', () => listen(server, pagePort))
    stack.add(server, () => {
      server.close()
      server.closeAllConnections()
    })
    const { port } = server.address() as AddressInfo
    return { url: `http://127.0.0.1:${port}`, port: shop.port, close: () => stack.close() }
  } catch (thrown) {
    await stack.closeAnyway()
    throw thrown
  }
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
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
    if (!isOwnPage(request)) return void send(response, 403, 'text/plain', 'Open this page by its own address.')
    const { pathname, searchParams } = new URL(url, 'http://page')
    if (method === 'POST') {
      const pressed = this.#busy.then(() => this.#press(pathname, searchParams))
      this.#busy = pressed.catch(() => {})
      await pressed
      return void response.writeHead(303, { ...baseHeaders, Location: '/' }).end()
    }
    switch (pathname) {
      case '/':
        return void send(response, 200, 'text/html', this.#page())
      case '/report.json':
        return void send(response, 200, 'application/json', JSON.stringify(await this.#signed(), undefined, 2))
      case '/report.html':
        return void send(response, 200, 'text/html', reportPage(await this.#signed()))
      default:
        return void send(response, 404, 'text/plain', 'There is nothing at this address.')
    }
  }

  #page(): string {
    const { port, key, simulatorUrl, code } = this.#shop
    const shop = { port, key, simulatorUrl, ...(code !== undefined && { code }) }
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

/** Keeps pages of other sites out: a foreign Host is one whose name was rebound, and a foreign page's form says so. */
function isOwnPage({ headers, socket }: IncomingMessage): boolean {
  const own = [`127.0.0.1:${socket.localPort}`, `localhost:${socket.localPort}`]
  const site = headers['sec-fetch-site']
  const isOwnOrigin = headers.origin === undefined || own.some((host) => headers.origin === `http://${host}`)
  return (
    own.includes(headers.host ?? '') && isOwnOrigin && (site === undefined || site === 'same-origin' || site === 'none')
  )
}

function send(response: ServerResponse, status: number, type: string, text: string): void {
  const policy =
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
  response
    .writeHead(status, { ...baseHeaders, 'Content-Security-Policy': policy, 'Content-Type': `${type}; charset=utf-8` })
    .end(text)
}
