import type { Command } from 'commander'
import type { Status } from '../../contract/status.ts'
import { optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { table } from '../table.ts'

export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('how the agent and its upstreams are')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      const report = await withControl(options, async (control, running) => reportOf(await control.status(), running))
      answer(options.json, report, () => statusText(report))
    })
}

type Report = { running: boolean } & Omit<Status, 'startedAt'> & { startedAt?: number }

/** What is only looked at has not been started. */
function reportOf({ startedAt, ...status }: Status, running: boolean): Report {
  return { running, ...status, ...(running && { startedAt }) }
}

function statusText({ running, condition, version, upstreams, concerns }: Report): string {
  const rows = upstreams.map(({ id, scheme, state, activeRequests, openConnections }) => [
    id,
    scheme,
    state,
    running ? String(activeRequests) : '-',
    running ? String(openConnections) : '-',
  ])
  return [
    running ? `The till agent ${version} is running: ${condition}.` : notRunning,
    ...(rows.length > 0 ? [table(['UPSTREAM', 'SCHEME', 'STATE', 'REQUESTS', 'CONNECTIONS'], rows)] : []),
    ...concerns.map(({ about, reason, remedy }) => `${about}: ${reason} ${remedy}`),
  ].join('\n')
}

const notRunning = 'The till agent is not running. Start it with "till-agent serve".'
