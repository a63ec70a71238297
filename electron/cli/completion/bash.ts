import { type CommandNode, choicesOf, patternOf, quoted, stepsOf, valueOptionsOf } from './commandTree.ts'

/** For bash 3.2 and later; it needs no bash-completion. Nothing that was typed is evaluated. */
export function bashCompletion(nodes: readonly CommandNode[]): string {
  const words = ({ commands, options }: CommandNode) => [...commands, ...options].map(({ word }) => word).join(' ')
  return `# bash completion for till-agent: source <(till-agent completion bash)
_till_agent() {
  local cur=\${COMP_WORDS[COMP_CWORD]} prev=\${COMP_WORDS[COMP_CWORD-1]} path= words= word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word=\${COMP_WORDS[i]}
    case "$path|$word" in
      ${valueOptionsOf(nodes).map(patternOf).join('|')}) ((i++)) ;;
      ${stepsOf(nodes).map(quoted).join('|')}) path="\${path:+$path }$word" ;;
    esac
  done
  COMPREPLY=()
  case "$path|$prev" in
${choicesOf(nodes)
  .map(([option, choices]) => `    ${patternOf(option)}) words=${quoted(choices.join(' '))} ;;`)
  .join('\n')}
    ${valueOptionsOf(nodes).map(patternOf).join('|')}) return ;;
    *) case "$path" in
${nodes.map((node) => `      ${quoted(node.path)}) words=${quoted(words(node))} ;;`).join('\n')}
    esac ;;
  esac
  COMPREPLY=($(compgen -W "$words" -- "$cur"))
}
complete -o default -F _till_agent till-agent
`
}
