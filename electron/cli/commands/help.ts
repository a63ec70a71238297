import type { Command } from 'commander'
import { UsageError } from '#cli/usage.ts'

/** `help upstream add` is `upstream add --help`, however deep the command lies. */
export function addHelpCommand(program: Command): void {
  program
    .command('help')
    .description('show the help of a command, such as "help upstream add"')
    .argument('[command...]')
    .action((words: string[]) => commandAt(program, words).help())
}

function commandAt(program: Command, words: readonly string[]): Command {
  return words.reduce<Command>((command, word) => {
    const next = program
      .createHelp()
      .visibleCommands(command)
      .find((candidate) => candidate.name() === word)
    if (next) return next
    throw new UsageError(`There is no command "${words.join(' ')}".`, 'See "till-agent --help" for the commands.')
  }, program)
}
