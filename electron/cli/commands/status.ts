import type { Command } from 'commander'
import { signInPolicyWords } from '#api/presenters/signInPolicy.ts'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import type { Concern, Condition, Status, UpstreamStatus } from '#contract/status.ts'
import { printResult } from '#host/terminal/output.ts'
import { type Tone, toned } from '#host/terminal/tone.ts'
import { concernWords } from '#words/concernWords.ts'
import type { Translator } from '#words/translator.ts'

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
      if (!options.check) {
        const { loadWords } = await import('#host/terminal/words.ts')
        const words = await loadWords()
        printResult(options.json, report, () => statusText(report, words))
      }
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

function statusText({ running, condition, version, upstreams, concerns }: Report, words: Translator): string {
  const { t } = words
  const isReady = (row: number) => upstreams[row]?.state === 'ready' && upstreams[row]?.unreachableSince === undefined
  const rows = upstreams.map(({ id, scheme, activeRequests, openConnections, ...upstream }) => [
    id,
    scheme,
    stateText(upstream, words),
    running ? String(activeRequests) : '-',
    running ? String(openConnections) : '-',
  ])
  const toneOf = (row: number, column: number): Tone | undefined =>
    column === 2 ? (isReady(row) ? 'good' : 'trouble') : undefined
  const said = words.language === 'en' ? condition : t(`shell.condition.${condition}`)
  const conditionText = toned(said, conditionTones[condition])
  const columns = [
    t('commandLine.columns.upstream'),
    t('commandLine.columns.scheme'),
    t('commandLine.columns.state'),
    t('commandLine.columns.requests'),
    t('commandLine.columns.connections'),
  ]
  return [
    running
      ? t('commandLine.running', { version, condition: conditionText })
      : toned(t('commandLine.notRunning', { command: 'till-agent serve' }), 'trouble'),
    ...(rows.length > 0 ? [table(columns, rows, toneOf)] : []),
    ...upstreams.flatMap(({ id, signInPolicy }) =>
      signInPolicyWords(signInPolicy ?? {}).map((sentence) => `${id}: ${sentence}`),
    ),
    ...concerns.map((concern) => concernText(concern, words)),
  ].join('\n')
}

function stateText(
  { state, unreachableSince }: Pick<UpstreamStatus, 'state' | 'unreachableSince'>,
  { t, language }: Translator,
): string {
  if (language === 'en') return unreachableSince === undefined ? state : 'offline'
  return unreachableSince === undefined ? t(`upstreams.states.${state}`) : t('shell.condition.offline')
}

/** In English the agent's own sentences, which name commands; in other languages those of the window. */
function concernText(concern: Concern, words: Translator): string {
  const { about, reason, remedy } = concern
  if (words.language === 'en') return `${about}: ${reason} ${remedy}`
  const translated = concernWords(concern, words.t, words)
  const detail = translated.detail === undefined ? '' : ` (${translated.detail})`
  const subject = about === 'till' ? words.t('commandLine.thisTill') : about
  return `${subject}: ${translated.reason} ${translated.remedy}${detail}`
}
