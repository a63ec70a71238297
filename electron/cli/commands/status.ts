import type { Command } from 'commander'
import { signInPolicyWords } from '#api/presenters/signInPolicy.ts'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import type { Condition, Status } from '#contract/status.ts'
import { printResult } from '#host/terminal/output.ts'
import { type Tone, toned } from '#host/terminal/tone.ts'

export function addStatusCommand(program: Command): void {
  program
    .command('status')
    .description('show the state of the agent and of its upstreams; the exit code says whether the till can serve')
    .option('--check', 'print nothing: only the exit code answers')
    .addHelpText(
      'after',
      `
Exit codes: 0 ready, or ready with something to look at; 3 the agent is not running; 4 blocked: no upstream can be called;
5 offline: none can be reached. 1 and 2 as for every command.`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ check?: boolean }>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const report = await withControl(options, async (control, running) => reportOf(await control.status(), running))
      if (!options.check) printResult(options.json, report, () => statusText(report))
      process.exitCode = exitCodeOf(report)
    })
}

type Report = { running: boolean } & Omit<Status, 'startedAt'> & { startedAt?: number }

/** Without `startedAt` when no agent runs: the one in this process started only to answer. */
function reportOf({ startedAt, ...status }: Status, running: boolean): Report {
  return { running, ...status, ...(running && { startedAt }) }
}

const exitCodes: Record<Condition, 0 | 4 | 5> = { ready: 0, attention: 0, blocked: 4, offline: 5 }

/** 0 exactly while the agent runs and can serve. */
export function exitCodeOf({ running, condition }: Pick<Report, 'running' | 'condition'>): 0 | 3 | 4 | 5 {
  return running ? exitCodes[condition] : 3
}

const conditionTones: Record<Condition, Tone> = {
  ready: 'good',
  attention: 'attention',
  blocked: 'trouble',
  offline: 'trouble',
}

function statusText({ running, condition, version, upstreams, concerns }: Report): string {
  const rows = upstreams.map(({ id, scheme, state, unreachableSince, activeRequests, openConnections }) => [
    id,
    scheme,
    unreachableSince === undefined ? state : 'offline',
    running ? String(activeRequests) : '-',
    running ? String(openConnections) : '-',
  ])
  const toneOf = (row: number, column: number): Tone | undefined =>
    column === 2 ? (rows[row]?.[2] === 'ready' ? 'good' : 'trouble') : undefined
  const conditionText = toned(condition, conditionTones[condition])
  return [
    running ? `The till agent ${version} is running: ${conditionText}.` : toned(notRunning, 'trouble'),
    ...(rows.length > 0 ? [table(['UPSTREAM', 'SCHEME', 'STATE', 'REQUESTS', 'CONNECTIONS'], rows, toneOf)] : []),
    ...upstreams.flatMap(({ id, signInPolicy }) =>
      signInPolicyWords(signInPolicy ?? {}).map((sentence) => `${id}: ${sentence}`),
    ),
    ...concerns.map(({ about, reason, remedy }) => `${about}: ${reason} ${remedy}`),
  ].join('\n')
}

const notRunning = 'The till agent is not running. Start it with "till-agent serve".'
