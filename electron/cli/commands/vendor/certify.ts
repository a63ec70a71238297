import { type Command, InvalidArgumentError, Option } from 'commander'
import { type CertifiedScheme, certifiedSchemes, scenariosFor } from '#cli/certify/certifiedScheme.ts'
import { optionsOf } from '#cli/globals.ts'
import { portOption, UsageError, wholeNumber } from '#cli/usage.ts'
import { certifyPagePort, posPort, simulatorPort } from '#host/defaultPorts.ts'
import type { GlobalOptions } from '#host/options.ts'
import { print, printError, printResult } from '#host/terminal/output.ts'

interface CertifyOptions extends GlobalOptions {
  port: number
  simulatorPort: number
  pagePort: number
  pos: string
  scheme: CertifiedScheme
  answers?: string
  script?: string
  skip: string[]
  only: string[]
  timeout: number
  report?: string
  check?: string
  open?: boolean
}

export function addCertifyCommand(program: Command): void {
  program
    .command('certify')
    .description('try a POS against everything that can go wrong, and sign what came of it')
    .option('--pos <name>', 'the POS and its version, as the report names it', 'POS')
    .addOption(
      new Option('--scheme <scheme>', 'how the till signs in to the cloud that the POS calls')
        .choices(certifiedSchemes)
        .default('capillary-till'),
    )
    .option('--answers <file>', 'what a cloud of another scheme than capillary-till answers: JSON by method and path')
    .option('--script <command>', 'try this command in place of a POS that a person uses; exit code 1 unless it passes')
    .option('--only <ids>', 'only these scenarios, such as sale,lost-after', idList, [])
    .option('--skip <ids>', 'leave these scenarios out; the report says so', idList, [])
    .option('--timeout <seconds>', 'of --script: how long one scenario may take', wholeNumber(1, 600), 60)
    .option('--report <file>', 'where the signed report goes; a page to print goes beside it, as .html')
    .option('--check <file>', 'only check whether a report was changed since it was signed; exit code 1 when it was')
    .addOption(portOption('--port', 'port of the POS API', posPort))
    .addOption(portOption('--simulator-port', 'port of the simulated cloud', simulatorPort))
    .addOption(portOption('--page-port', 'port of the page that leads through it', certifyPagePort))
    .option('--open', 'open that page in the default browser')
    .addHelpText(
      'after',
      `
Everything is in memory: an agent, a simulated loyalty cloud and an invented customer. docs/certify.md lists the scenarios.
A command of --script is started once per scenario, with TILL_AGENT_PORT and TILL_AGENT_KEY. It prints "Mobile?", "Code?" or
"Amount?" on a line of its own to be given one, and what it prints else is what a cashier would see:

  till-agent certify --script 'python3 clients/samples/checkout.py'`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<CertifyOptions>(command)
      if (options.check !== undefined) await check(options.check, options)
      else if (options.script !== undefined) await runScripted(options.script, options)
      else await runWithPage(options)
    })
}

function idList(text: string): string[] {
  const ids = text.split(',').map((id) => id.trim())
  if (ids.some((id) => !/^[a-z-]+$/.test(id)))
    throw new InvalidArgumentError('it must be ids with commas between them.')
  return ids
}

async function wantedScenarios({ only, skip, scheme }: CertifyOptions) {
  const all = await import('#cli/certify/scenarios.ts')
  const scenarios = scenariosFor(scheme, all.scenarios)
  const known = scenarios.map(({ id }) => id)
  const unknown = [...only, ...skip].find((id) => !known.includes(id))
  if (unknown !== undefined) throw new UsageError('There is no such scenario.', `There are ${known.join(', ')}.`)
  const wanted = scenarios.filter(({ id }) => (only.length === 0 || only.includes(id)) && !skip.includes(id))
  return { wanted, skipped: known.filter((id) => !wanted.some((scenario) => scenario.id === id)) }
}

async function answersIn({ answers: file }: CertifyOptions) {
  const { readAnswers } = await import('#host/training/answersFile.ts')
  return { answers: file === undefined ? {} : readAnswers(file) }
}

async function runScripted(script: string, options: CertifyOptions): Promise<void> {
  const { wanted, skipped } = await wantedScenarios(options)
  const { CertifyShop } = await import('#cli/certify/shop.ts')
  const { runScript } = await import('#cli/certify/scriptRun.ts')
  const { judge } = await import('#cli/certify/judge.ts')
  const { resultText } = await import('#cli/certify/report.ts')
  const shop = await CertifyShop.open({ ...options, ...(await answersIn(options)) })
  try {
    const results = []
    for (const scenario of wanted) {
      const result = judge(scenario, await runScript(script, scenario, shop, options.timeout * 1_000))
      results.push(result)
      if (!options.json && !options.quiet) print(resultText(result))
    }
    const signed = await signedReport(options, 'by a command', results, skipped)
    const { passed } = signed.report
    printResult(options.json, signed, () => (passed ? 'Passed.' : 'Not passed.'))
    if (!passed) process.exitCode = 1
  } finally {
    await shop.close()
  }
}

async function runWithPage(options: CertifyOptions): Promise<void> {
  const { wanted, skipped } = await wantedScenarios(options)
  const { runUntilSignal } = await import('#cli/runUntilSignal.ts')
  const open = async () => {
    const { openCertifyPage } = await import('#cli/certify/openCertifyPage.ts')
    return openCertifyPage({
      ...options,
      ...(await answersIn(options)),
      scenarios: wanted,
      sign: (results) => signedReport(options, 'by a person', results, skipped),
    })
  }
  await runUntilSignal(options.json, open, async ({ url, port }) => {
    printResult(options.json, { event: 'ready', url, port, pid: process.pid }, () =>
      [`Open ${url} in a browser of this machine: it leads through the scenarios.`, 'Press Ctrl-C to stop.'].join('\n'),
    )
    if (!options.open) return
    const { openSystemBrowser } = await import('#adapters/system/systemBrowser.ts')
    if (!(await openSystemBrowser(url))) printError('No browser could be opened. Open the address above.')
  })
}

async function signedReport(
  { pos, scheme, report: file }: CertifyOptions,
  how: 'by a person' | 'by a command',
  results: Parameters<typeof import('#cli/certify/report.ts').reportOf>[1],
  skipped: string[],
) {
  const { reportOf } = await import('#cli/certify/report.ts')
  const { signReport } = await import('#cli/certify/reportSignature.ts')
  const { version } = await import('#host/version.ts')
  const facts = { pos, scheme, agentVersion: version, at: new Date().toISOString(), how }
  const signed = await signReport(reportOf(facts, results, skipped))
  if (file !== undefined) {
    const { writeReport } = await import('#cli/certify/reportFile.ts')
    writeReport(file, signed)
  }
  return signed
}

async function check(file: string, { json }: GlobalOptions): Promise<void> {
  const { readReport } = await import('#cli/certify/reportFile.ts')
  const { isUnchanged } = await import('#cli/certify/reportSignature.ts')
  const signed = readReport(file)
  const unchanged = await isUnchanged(signed)
  printResult(json, { unchanged, passed: unchanged && signed.report.passed }, () =>
    unchanged
      ? `Nothing was changed since it was signed. ${signed.report.pos} ${signed.report.passed ? 'passed' : 'did not pass'}.`
      : 'This is no report, or it was changed since it was signed.',
  )
  if (!unchanged) process.exitCode = 1
}
