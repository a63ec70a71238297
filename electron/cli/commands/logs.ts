import { join } from 'node:path'
import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { wholeNumber } from '#cli/usage.ts'
import type { LogRow } from '#core/diagnostics/bundleSources.ts'
import { printResult, withoutControls } from '#host/terminal/output.ts'
import { type Tone, toned } from '#host/terminal/tone.ts'

/** How often the file is looked at for new lines. */
const followMs = 500

export function addLogsCommand(program: Command): void {
  program
    .command('logs')
    .description('show the newest lines of the log; no secret and no customer is in it')
    .option('--lines <number>', 'number of lines', wholeNumber(0, 2_000), 50)
    .option('--follow', 'go on with new lines until Ctrl-C')
    .addHelpText(
      'after',
      '\nOf an agent that runs as a service: sudo till-agent logs --data-dir DIRECTORY (docs/operations.md)',
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ lines: number; follow?: boolean }>(command)
      const { openLogTail } = await import('#adapters/log/logTail.ts')
      const directory = join(options.dataDir, 'logs')
      const show = (row: LogRow) => printResult(options.json, row, () => rowText(row))
      const { LogFollower } = await import('#adapters/log/logFollower.ts')
      const follower = options.follow ? new LogFollower(directory) : undefined
      // What the running agent has gathered but not written is a second old at most.
      const { rows } = openLogTail({ directory, flush: () => {} }).rows(options.lines)
      for (const row of rows) show(row)
      if (!follower && rows.length === 0 && !options.json) printResult(false, [], () => 'Nothing has been logged yet.')
      if (!follower) return
      const { shutdownSignal } = await import('#cli/shutdownSignal.ts')
      const timer = setInterval(() => follower.next().forEach(show), followMs)
      await shutdownSignal()
      clearInterval(timer)
    })
}

const tones: Record<string, Tone> = { warn: 'attention', error: 'trouble' }

/** Such as `2026-11-30T10:15:00.000Z info  request  client=pos status=200`. */
export function rowText({ time, level, event, ...fields }: LogRow): string {
  const facts = Object.entries(fields).map(([name, value]) => `${name}=${quotedIfNeeded(value)}`)
  const tone = tones[String(level)]
  const padded = String(level).padEnd(5)
  return [
    String(time),
    tone ? toned(padded, tone) : padded,
    withoutControls([String(event), ...facts].join('  ')),
  ].join(' ')
}

function quotedIfNeeded(value: LogRow[string]): string {
  return typeof value === 'string' && /[\s"=]/.test(value) ? JSON.stringify(value) : String(value)
}
