import {
  type Candidate,
  type CommandNode,
  choicesOf,
  patternOf,
  quoted,
  stepsOf,
  valueOptionsOf,
} from './commandTree.ts'

/** Works as a file `_till-agent` in fpath, and sourced. */
export function zshCompletion(nodes: readonly CommandNode[]): string {
  const described = (candidates: readonly Candidate[]) =>
    candidates.map(({ word, description }) => quoted(`${word}:${description.replaceAll(':', '\\:')}`)).join(' ')
  return `#compdef till-agent
# zsh completion for till-agent: source <(till-agent completion zsh)
_till_agent() {
  local command= word
  local -a subcommands options
  integer i
  for ((i = 2; i < CURRENT; i++)); do
    word=$words[i]
    case "$command|$word" in
      ${valueOptionsOf(nodes).map(patternOf).join('|')}) ((i++)) ;;
      ${stepsOf(nodes).map(quoted).join('|')}) command="\${command:+$command }$word" ;;
    esac
  done
  case "$command|$words[CURRENT-1]" in
${choicesOf(nodes)
  .map(([option, choices]) => `    ${patternOf(option)}) compadd -- ${choices.map(quoted).join(' ')}; return ;;`)
  .join('\n')}
    ${valueOptionsOf(nodes).map(patternOf).join('|')}) _files; return ;;
  esac
  case "$command" in
${nodes
  .map(({ path, commands, options }) =>
    [
      `    ${quoted(path)})`,
      `      subcommands=(${described(commands)})`,
      `      options=(${described(options)}) ;;`,
    ].join('\n'),
  )
  .join('\n')}
  esac
  if [[ "$words[CURRENT]" == -* ]]; then
    _describe -o 'option' options
  elif ((\${#subcommands})); then
    _describe 'command' subcommands
  else
    _files
  fi
}
if [[ "$funcstack[1]" == _till-agent ]]; then
  _till_agent "$@"
else
  compdef _till_agent till-agent
fi
`
}
