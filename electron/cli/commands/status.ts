import type { Command } from 'commander'
import { signInPolicyWords } from '#api/presenters/signInPolicy.ts'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import type { Status } from '#contract/status.ts'
import { printResult } from '#host/terminal/output.ts'

export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('show the state of the agent and of its upstreams')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const report = await withControl(options, async (control, running) => reportOf(await control.status(), running))
      printResult(options.json, report, () => statusText(report))
    })
}

type Report = { running: boolean } & Omit<Status, 'startedAt'> & { startedAt?: number }

/** Without `startedAt` when no agent runs: the one in this process started only to answer. */
function reportOf({ startedAt, ...status }: Status, running: boolean): Report {
  return { running, ...status, ...(running && { startedAt }) }
}

function statusText({ running, condition, version, upstreams, concerns }: Report): string {
  const rows = upstreams.map(({ id, scheme, state, unreachableSince, activeRequests, openConnections }) => [
    id,
    scheme,
    unreachableSince === undefined ? state : 'offline',
    running ? String(activeRequests) : '-',
    running ? String(openConnections) : '-',
  ])
  return [
    running ? `The till agent ${version} is running: ${condition}.` : notRunning,
    ...(rows.length > 0 ? [table(['UPSTREAM', 'SCHEME', 'STATE', 'REQUESTS', 'CONNECTIONS'], rows)] : []),
    ...upstreams.flatMap(({ id, signInPolicy }) =>
      signInPolicyWords(signInPolicy ?? {}).map((sentence) => `${id}: ${sentence}`),
    ),
    ...concerns.map(({ about, reason, remedy }) => `${about}: ${reason} ${remedy}`),
  ].join('\n')
}

const notRunning = 'The till agent is not running. Start it with "till-agent serve".'
