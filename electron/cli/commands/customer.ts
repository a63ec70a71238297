import { type Command, Option } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import type { CounterCustomer, ProviderSignInStarted } from '#contract/customer.ts'
import { withoutOddEdges } from '#contract/text/pastedText.ts'
import { Fault } from '#core/base/fault.ts'
import { print, printDone, printError, printResult, withoutControls } from '#host/terminal/output.ts'

interface SignInOptions {
  client: string
  by: 'browser' | 'code'
  provider?: string
  acrValues?: string[]
}

export function addCustomerCommands(program: Command): void {
  const customer = program.command('customer').description('customers who sign in for a program')
  addList(customer)
  addSignIn(customer)
  addSignOut(customer)
}

function addList(customer: Command): void {
  customer
    .command('list')
    .description('list those who are signed in to an upstream, and for which program')
    .argument('<upstream>')
    .action(async (upstream: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const customers = await withControl(options, (control) => control.customers.list({ upstream }))
      printResult(options.json, customers, () => listText(upstream, customers))
    })
}

function listText(upstream: string, customers: CounterCustomer[]): string {
  if (customers.length === 0) return `No customer is signed in to "${upstream}".`
  const rows = customers.map(({ customer, client, state, since, name = '' }) => [
    ...[customer, client, state, new Date(since).toISOString(), name],
  ])
  return table(['CUSTOMER', 'CLIENT', 'STATE', 'SINCE', 'NAME'], rows)
}

function addSignOut(customer: Command): void {
  customer
    .command('sign-out')
    .description('sign a customer out, at the upstream too where it can be told')
    .argument('<upstream>')
    .argument('<customer>', 'as "till-agent customer list" shows it, such as cs_…', withoutOddEdges)
    .action(async (upstream: string, handle: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      await withControl(options, (control) => control.customers.signOut({ upstream, customer: handle }))
      printDone(options, { signedOut: handle }, () => `The customer is signed out of "${upstream}".`)
    })
}

function addSignIn(customer: Command): void {
  customer
    .command('sign-in')
    .description('sign a customer in for a program, for an upstream of scheme oidc or scayle')
    .argument('<upstream>')
    .requiredOption('--client <id>', 'the program that serves the customer')
    .addOption(
      new Option('--by <way>', 'a code for their phone, or a browser of this machine')
        .choices(['code', 'browser'])
        .default('code'),
    )
    .option('--provider <name>', 'the identity provider, where the upstream has several')
    .option('--acr-values <class...>', 'what the customer must reach, such as a second factor')
    .addHelpText('after', '\nExample:\n  till-agent customer sign-in sso --client pos')
    .action(async (upstream: string, _: unknown, command: Command) => {
      const options = optionsOf<SignInOptions>(command)
      const { client, by, provider, acrValues } = options
      const { withControl } = await import('#cli/withControl.ts')
      const signedIn = await withControl(options, async ({ customers }, isRunning) => {
        if (!isRunning) throw notRunning()
        const started = await customers.signIn.start({ upstream, client, by, provider, acrValues })
        if (options.json) print(JSON.stringify(started))
        else printError(instructions(started.signIn))
        return customers.signIn.finish({ upstream, customer: started.customer })
      })
      printResult(options.json, signedIn, () => {
        const name = withoutControls(signedIn.name ?? 'A customer')
        return `${name} is signed in to "${upstream}" for "${client}".`
      })
    })
}

function instructions(signIn: ProviderSignInStarted): string {
  if (signIn.by === 'browser') return `Have the customer sign in with a browser of this machine:\n${signIn.url}`
  const { userCode, verificationUri, verificationUriComplete } = signIn
  const lines = [`Have the customer open ${verificationUri} on a phone and enter ${userCode}.`]
  if (verificationUriComplete) lines.push(`With the code in it: ${verificationUriComplete}`)
  return [...lines, 'This command waits.'].join('\n')
}

/** The customer would be forgotten when this command ends. */
function notRunning(): Fault {
  const remedy = 'Start the till agent, then do it again.'
  return new Fault('NOT_SUPPORTED', 'No till agent runs here that could keep a customer signed in.', undefined, remedy)
}
