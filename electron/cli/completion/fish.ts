import { type CommandNode, type CompletedOption, stepsOf, valueOptionsOf } from './commandTree.ts'

export function fishCompletion(nodes: readonly CommandNode[]): string {
  return `# fish completion for till-agent: till-agent completion fish | source
function __till_agent_at
  set -l command ''
  set -l skips no
  for word in (commandline -opc)[2..-1]
    if test $skips = yes
      set skips no
      continue
    end
    switch "$command|$word"
      case ${valueOptionsOf(nodes).map(quoted).join(' ')}
        set skips yes
        continue
    end
    switch "$command|$word"
      case ${stepsOf(nodes).map(quoted).join(' ')}
        set command (string trim -- "$command $word")
    end
  end
  test "$command" = "$argv[1]"
end
complete -c till-agent -e
${nodes.flatMap(linesOf).join('\n')}
`
}

function linesOf({ path, commands, options }: CommandNode): string[] {
  const at = `complete -c till-agent -n ${quoted(`__till_agent_at ${quoted(path)}`)}`
  return [
    ...commands.map(({ word, description }) => `${at} -f -a ${quoted(word)} -d ${quoted(description)}`),
    ...options.map((option) => `${at} -l ${option.word.slice(2)}${suffixOf(option)} -d ${quoted(option.description)}`),
  ]
}

function suffixOf({ takesValue, choices }: CompletedOption): string {
  if (choices.length > 0) return ` -x -a ${quoted(choices.join(' '))}`
  return takesValue ? ' -r' : ''
}

/** Unlike the shells of Unix, fish takes a backslash for an escape within quotation marks. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`
}
