import { type Command, type CommanderError, InvalidArgumentError, Option } from 'commander'

/**
 * A mistake in the command line itself, which ends with exit code 2. Its message never repeats a value: that may be a
 * secret put in the wrong place.
 */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly remedy: string | undefined

  constructor(message: string, remedy?: string) {
    super(message)
    this.remedy = remedy
  }
}

/** `undefined` when the person asked for help or for the version. */
export function usageErrorFrom({ code, exitCode, message }: CommanderError): UsageError | undefined {
  if (exitCode === 0) return undefined
  switch (code) {
    case 'commander.help':
      return new UsageError('A command is missing.')
    case 'commander.excessArguments':
      return new UsageError('There are more arguments than this command takes.')
    default:
      return new UsageError(sentenceFrom(message))
  }
}

function sentenceFrom(message: string): string {
  const [problem = '', suggestion = ''] = message.replace(/^error: /, '').split('\n(')
  const withoutValue = problem
    .replace(/^(unknown option '--[^=']*)=.*'$/s, "$1'")
    .replace(/^(unknown option '-[^-]).*'$/s, "$1'")
  const reason = withoutArgument(withoutValue).replace(': Allowed', ': allowed')
  const sentence = reason.charAt(0).toUpperCase() + reason.slice(1)
  return [sentence.replace(/\.?$/, '.'), suggestion.replace(/\)$/, '')].join(' ').trim()
}

/** Leaves out the argument itself, which may be a secret: `argument 'x' is invalid. ` becomes `is wrong: `. */
function withoutArgument(problem: string): string {
  const [begin, end] = [" argument '", "' is invalid. "]
  const from = problem.indexOf(begin)
  const to = problem.lastIndexOf(end)
  if (from === -1 || to < from + begin.length) return problem
  return `${problem.slice(0, from)} is wrong: ${problem.slice(to + end.length)}`
}

/** The command that the words lead to, as far as they are known, such as `till-agent upstream add`. */
export function commandPath(program: Command, args: readonly string[]): string {
  const names = [program.name()]
  let command = program
  for (const word of args) {
    const next = command.commands.find((candidate) => candidate.name() === word)
    if (!next) continue
    names.push(word)
    command = next
  }
  return names.join(' ')
}

/** A parser for options that are whole numbers from `min` to `max`. */
export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= min && number <= max) return number
    throw new InvalidArgumentError(`it must be a whole number from ${min} to ${max}.`)
  }
}

/** An option for a TCP port. @param defaultPort absent where a setting decides */
export function portOption(flag: string, description: string, defaultPort?: number): Option {
  const option = new Option(`${flag} <number>`, `${description}; 0 takes any free port`)
  option.argParser(wholeNumber(0, 65_535))
  return defaultPort === undefined ? option : option.default(defaultPort)
}

/** A parser for options that may be given more than once. */
export function collect(text: string, before: string[] = []): string[] {
  return [...before, text]
}
