import { Fault } from '../core/fault.ts'

/** Asks the person at the terminal; what is typed is not shown. @throws Fault `SECRET_MISSING` when nobody is there */
export async function askSecret(name: string): Promise<string> {
  if (!process.stdin.isTTY)
    throw new Fault(
      'SECRET_MISSING',
      `The ${name} was not given, and there is no terminal to ask for it on.`,
      undefined,
      `Give it with --secret ${name}=env:VARIABLE, --secret ${name}=file:PATH or --secret ${name}=stdin.`,
    )
  const { default: password } = await import('@inquirer/password')
  try {
    const validate = (typed: string) => typed !== '' || `The ${name} cannot be empty.`
    return await password({ message: `${name}:`, toggleMask: false, validate }, { output: process.stderr })
  } catch (thrown) {
    if ((thrown as Error).name !== 'ExitPromptError') throw thrown
    throw new Fault(
      'SECRET_MISSING',
      `The ${name} was not entered, so nothing was changed.`,
      undefined,
      'Run the command again when you have it at hand.',
    )
  }
}
