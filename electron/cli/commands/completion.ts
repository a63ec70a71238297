import { Argument, type Command } from 'commander'
import type { CommandNode } from '#cli/completion/commandTree.ts'
import { print } from '#host/terminal/output.ts'

const shells = ['bash', 'zsh', 'fish', 'powershell'] as const
type Shell = (typeof shells)[number]

/** The scripts hold all words, so that nothing is started when Tab is pressed: the app itself takes a second to start. */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('print the completion script of a shell')
    .addArgument(new Argument('<shell>', 'which shell').choices(shells))
    .addHelpText(
      'after',
      `
Examples:
  source <(till-agent completion bash)                                      in ~/.bashrc; the same for zsh
  till-agent completion fish > ~/.config/fish/completions/till-agent.fish
  till-agent completion powershell | Out-String | Invoke-Expression         in $PROFILE`,
    )
    .action(async (shell: Shell) => {
      const { commandTree } = await import('#cli/completion/commandTree.ts')
      print((await scriptFor(shell))(commandTree(program)).trimEnd())
    })
}

async function scriptFor(shell: Shell): Promise<(nodes: readonly CommandNode[]) => string> {
  switch (shell) {
    case 'bash':
      return (await import('#cli/completion/bash.ts')).bashCompletion
    case 'zsh':
      return (await import('#cli/completion/zsh.ts')).zshCompletion
    case 'fish':
      return (await import('#cli/completion/fish.ts')).fishCompletion
    case 'powershell':
      return (await import('#cli/completion/powershell.ts')).powershellCompletion
  }
}
