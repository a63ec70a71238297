import type { Command, Option } from 'commander'

/** One word that may be typed next, and what it is for. */
export interface Candidate {
  word: string
  description: string
}

export interface CompletedOption extends Candidate {
  takesValue: boolean
  /** The only values; empty where any will do. */
  choices: readonly string[]
}

/** One command, as the completion of a shell sees it. @property path its words, such as `upstream add`; empty for the program */
export interface CommandNode {
  path: string
  commands: readonly Candidate[]
  options: readonly CompletedOption[]
}

/** Every visible command of a program. Options of the program itself stand at each command, which takes them too. */
export function commandTree(program: Command): CommandNode[] {
  const help = program.createHelp()
  const globals = help.visibleOptions(program).filter(({ long }) => long !== '--version' && long !== '--help')
  const nodesOf = (command: Command, path: string): CommandNode[] => {
    const commands = help.visibleCommands(command)
    const options = [...new Set([...help.visibleOptions(command), ...globals])]
    return [
      {
        path,
        commands: [
          ...commands.map((sub) => ({ word: sub.name(), description: lineOf(sub.description()) })),
          ...argumentChoices(command),
        ],
        options: options.flatMap(completedOption),
      },
      ...commands
        .filter((sub) => sub.name() !== 'help')
        .flatMap((sub) => nodesOf(sub, path === '' ? sub.name() : `${path} ${sub.name()}`)),
    ]
  }
  return nodesOf(program, '')
}

function argumentChoices({ registeredArguments: [first] }: Command): Candidate[] {
  return (first?.argChoices ?? []).map((word) => ({ word, description: lineOf(first?.description ?? '') }))
}

function completedOption({ long, description, required, optional, argChoices }: Option): CompletedOption[] {
  if (!long) return []
  return [{ word: long, description: lineOf(description), takesValue: required || optional, choices: argChoices ?? [] }]
}

function lineOf(description: string): string {
  return description.replaceAll(/\s+/g, ' ')
}

/** Every `path|word` that leads from one command to the next below it. */
export function stepsOf(nodes: readonly CommandNode[]): string[] {
  const paths = new Set(nodes.map(({ path }) => path))
  return nodes.flatMap(({ path, commands }) =>
    commands
      .map(({ word }) => word)
      .filter((word) => paths.has(path === '' ? word : `${path} ${word}`))
      .map((word) => `${path}|${word}`),
  )
}

/** Where an option has a meaning: `*|--vault` at every command, `certify|--scheme` at one. */
type OptionPlace = string

/** The options that a value follows. */
export function valueOptionsOf(nodes: readonly CommandNode[]): OptionPlace[] {
  return placesOf(nodes, ({ takesValue }) => takesValue).map(([place]) => place)
}

/** The options whose values are known, each with its values. */
export function choicesOf(nodes: readonly CommandNode[]): [place: OptionPlace, choices: readonly string[]][] {
  return placesOf(nodes, ({ choices }) => choices.length > 0).map(([place, { choices }]) => [place, choices])
}

/** Of one name, what an option takes may differ from command to command. */
function placesOf(
  nodes: readonly CommandNode[],
  isMeant: (option: CompletedOption) => boolean,
): [place: OptionPlace, option: CompletedOption][] {
  const all = nodes.flatMap(({ path, options }) => options.map((option) => ({ path, option })))
  const meaningOf = ({ takesValue, choices }: CompletedOption) => JSON.stringify([takesValue, choices])
  return [...Map.groupBy(all, ({ option }) => option.word)].flatMap(([word, found]) => {
    const isSame = new Set(found.map(({ option }) => meaningOf(option))).size === 1
    const meant = found.filter(({ option }) => isMeant(option))
    const places = isSame ? meant.slice(0, 1) : meant
    return places.map(({ path, option }): [OptionPlace, CompletedOption] => [`${isSame ? '*' : path}|${word}`, option])
  })
}

/** A pattern of `case` for a place. */
export function patternOf(place: OptionPlace): string {
  return place.startsWith('*') ? `*${quoted(place.slice(1))}` : quoted(place)
}

/** A text between quotation marks for the shells of Unix and for fish. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
