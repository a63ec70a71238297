import { type Command, type CommanderError, InvalidArgumentError } from 'commander'

/** The command line itself is wrong: exit code 2. Never repeats a value, which may be a secret put in the wrong place. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
  readonly remedy: string | undefined

  constructor(message: string, remedy?: string) {
    super(message)
    this.remedy = remedy
  }
}

/** `undefined` when it was no mistake but a question for help. */
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
    .replace(/ argument '.*' is invalid\. /s, ' is wrong: ')
    .replace(': Allowed', ': allowed')
  const sentence = withoutValue.charAt(0).toUpperCase() + withoutValue.slice(1)
  return [sentence.replace(/\.?$/, '.'), suggestion.replace(/\)$/, '')].join(' ').trim()
}

/** The command that was meant, as far as it can be told: where help is to be found. */
export function meantCommand(program: Command, args: readonly string[]): string {
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

/** For options that are numbers. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const number = Number(text)
    if (/^\d+$/.test(text) && number >= least && number <= most) return number
    throw new InvalidArgumentError(`it must be a whole number from ${least} to ${most}.`)
  }
}

/** For options that may be given more than once. */
export function collect(text: string, before: string[] = []): string[] {
  return [...before, text]
}
