import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { startAgent } from '#test/support/agentProcess.ts'
import { canaries } from '#test/support/canaries.ts'
import { built } from '#test/support/command.ts'
import { makeFolder, writeInputIn } from '#test/support/folder.ts'
import { startTestSimulator } from '#test/support/simulator.ts'
import { has } from '#test/support/skips.ts'
import { startUpstream } from '#test/support/upstream.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/connectors.md'), 'utf8')
const runFile = promisify(execFile)
const { oauthSecret } = canaries

/** The programs that docs/connectors.md shows below a heading, in one language. */
function shown(heading: string, language: string): string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? ''
  const blocks = [...section.matchAll(/^```(\w+)\n(.*?)^```$/gms)]
  return blocks.filter(([, name]) => name === language).map(([, , program = '']) => program)
}

const languages = {
  sh: { file: 'connector.sh', command: 'sh', needs: 'unix' },
  php: { file: 'connector.php', command: 'php', needs: 'php' },
  java: { file: 'Connector.java', command: 'java', needs: 'java' },
} as const
type Language = keyof typeof languages

/** A headless agent on the merchant's server, and a folder for the program beside it. */
async function startServer() {
  const agent = await startAgent()
  const folder = makeFolder()
  const env = { ...process.env, no_proxy: '*' }

  /**
   * Runs the commands by which the page sets a recipe up.
   *
   * @param given what stands in the page for what only the merchant knows, and what that is here
   * @returns the client's key
   */
  async function setUp(heading: string, secretName: string, given: Record<string, string>): Promise<string> {
    let commands = shown(heading, 'sh')[0] ?? ''
    for (const [from, to] of Object.entries(given)) commands = commands.replace(from, to)
    // Without a terminal the command cannot ask for the secret.
    const add = `till-agent upstream add --secret ${secretName}=env:SECRET`
    writeInputIn(folder, 'till-agent', `exec "${process.execPath}" "${built}" "$@" --data-dir "${agent.dataDir}"\n`)
    const script = commands
      .replace('till-agent upstream add', add)
      .replace(/^till-agent serve$/m, '')
      .replaceAll(/^till-agent /gm, `sh "${folder}/till-agent" `)
    const { stdout } = await runFile('sh', ['-ec', script], { env: { ...env, SECRET: oauthSecret } })
    return /\bta_\w+?_[\w-]{43}(?![\w-])/.exec(stdout)?.[0] ?? ''
  }

  /** Runs the last program of a recipe with a client's key, and with no secret of the cloud's. Its port alone is another one. */
  function run(heading: string, language: Language, key: string, ...args: string[]) {
    const { file, command } = languages[language]
    const program = shown(heading, language).at(-1) ?? ''
    writeInputIn(folder, file, program.replaceAll('http://127.0.0.1:47600', agent.url))
    return runFile(command, [file, ...args], { cwd: folder, env: { ...env, TILL_AGENT_KEY: key } })
  }

  return { folder, setUp, run }
}

const asha = { mobile: '919999999993' }
const transaction = (number: string, customer = {}) => ({ type: 'regular', number, amount: '10', customer })
const sales = (...list: object[]) => JSON.stringify({ root: { transaction: list } })
const sale = (number: string) => sales(transaction(number, asha))

/** With a connector set up, whose token the cloud refuses inside a 200. */
async function startShop() {
  const simulator = await startTestSimulator({
    clients: [{ key: 'k', secret: oauthSecret, ttlSeconds: 300 }],
    assumptions: { tokenRefusalStatus: 200 },
  })
  const server = await startServer()
  const given = { '--region EU': `--base-url ${simulator.url}`, 'clientKey=…': 'clientKey=k' }
  return { ...server, simulator, key: await server.setUp('A connector', 'clientSecret', given) }
}

describe("a connector on the merchant's own server, beside a headless agent", () => {
  for (const language of ['sh', 'php', 'java'] as const) {
    test.runIf(has('unix', languages[language].needs))(
      `in ${language} sells with an API client's token, renewed without its knowing, and reads why it is refused`,
      async () => {
        const { simulator, folder, run, key } = await startShop()
        const post = async (by: string, number: string) =>
          JSON.parse((await run('A connector', language, by, writeInputIn(folder, 'sale.json', sale(number)))).stdout)
        simulator.injectFault({ fault: '498', path: '/v1.1', times: 1 })
        expect(await post(key, 'F-1')).toMatchObject({ response: { status: { code: '200' } } })
        expect(simulator.seen().filter(({ path }) => path === '/v3/oauth/token/generate').length).toBeGreaterThan(1)
        expect(await post('ta_unknown', 'F-2')).toMatchObject({ code: 'KEY_REFUSED', remedy: expect.any(String) })
      },
    )
  }
})

/** With the folders of the job that uploaded files by FTP. */
async function startFileJob() {
  const shop = await startShop()
  for (const name of ['sales', 'done', 'refused']) mkdirSync(join(shop.folder, name))
  return {
    ...shop,
    filesIn: (name: string) => readdirSync(join(shop.folder, name)),
    job: () => shop.run('Files, in place of FTP', 'php', shop.key),
  }
}

test.runIf(has('unix', 'php'))('a job that uploaded files by FTP sends each of them, and no sale twice', async () => {
  const { simulator, folder, filesIn, job } = await startFileJob()
  for (const number of ['F-1', 'F-2']) writeInputIn(join(folder, 'sales'), `${number}.json`, sale(number))
  simulator.injectFault({ fault: '503', path: '/v1.1', times: 1 })
  const { stderr } = await job()
  expect([stderr, filesIn('sales'), filesIn('done')]).toEqual([
    expect.stringMatching(/^sales\/F-1\.json: /),
    ['F-1.json'],
    ['F-2.json'],
  ])
  // As after a run whose answer got lost.
  writeInputIn(join(folder, 'sales'), 'F-2.json', sale('F-2'))
  await job()
  expect([filesIn('sales'), filesIn('done')]).toEqual([[], ['F-1.json', 'F-2.json']])
})

test.runIf(has('unix', 'php'))('a file of which one sale is refused is not called done, and says why', async () => {
  const { folder, filesIn, job } = await startFileJob()
  const nobodys = transaction('F-2')
  writeInputIn(join(folder, 'sales'), 'day.json', sales(transaction('F-1', asha), nobodys))
  const { stderr } = await job()
  expect(stderr).toMatch(/^sales\/day\.json: .*\b606\b/s)
  expect([filesIn('sales'), filesIn('done'), filesIn('refused')]).toEqual([[], [], ['day.json']])
})

test.runIf(has('unix'))('a file goes up to a Connect+ dataflow with its key, as it is', async () => {
  const flow = await startUpstream((_, response) => response.writeHead(202).end())
  const { folder, setUp, run } = await startServer()
  const key = await setUp('Connect+', 'value', { 'https://flow.example.com': flow.url })
  await run('Connect+', 'sh', key, writeInputIn(folder, 'sales.csv', 'id;amount\n1;10\n'))
  expect(flow.seen).toMatchObject([
    { method: 'POST', target: '/ingest', headers: { 'x-api-key': oauthSecret, 'content-type': 'text/csv' } },
  ])
  expect(flow.seen[0]?.body.toString()).toBe('id;amount\n1;10\n')
  expect(flow.seen[0]?.headers).not.toHaveProperty('authorization')
})

test.runIf(has('unix', 'php'))("a wrapper service gets its own token, and its client's request", async () => {
  const wrapper = await startUpstream(({ url }, response) => {
    response.setHeader('Content-Type', 'application/json')
    response.end(url === '/token' ? '{"access_token":"t-1","token_type":"Bearer","expires_in":300}' : '{"stored":true}')
  })
  const { setUp, run } = await startServer()
  const key = await setUp('A custom server', 'clientSecret', {
    'https://orders.example.com': wrapper.url,
    'https://login.example.com/oauth/token': `${wrapper.url}/token`,
    'clientId=…': 'clientId=merchant',
  })
  expect((await run('A custom server', 'php', key, 'F 1')).stdout).toBe('{"stored":true}')
  expect(wrapper.seen.at(-1)).toMatchObject({ target: '/orders/F%201', headers: { authorization: 'Bearer t-1' } })
})
