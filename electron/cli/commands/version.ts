import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { printResult } from '#host/terminal/output.ts'
import { version } from '#host/version.ts'

/** What support asks first; `--version` prints the number alone. */
export function addVersionCommand(program: Command): void {
  program
    .command('version')
    .description('print the version, and on what it runs')
    .action((_: unknown, command: Command) => {
      const { node, electron } = process.versions
      const { platform, arch } = process
      const facts = { version, node, ...(electron && { electron }), platform, arch }
      printResult(optionsOf(command).json, facts, () => {
        const runtime = electron ? `Electron ${electron}` : `Node ${node}`
        return `till-agent ${version} (${runtime}, ${platform} ${arch})`
      })
    })
}
