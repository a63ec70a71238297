import { remedyText } from '#api/presenters/remedies.ts'
import type { Fault } from '#core/base/fault.ts'
import { faultWords } from '#words/faultWords.ts'
import { printError, withoutControls } from './output.ts'
import { toned } from './tone.ts'
import { foreignWords } from './words.ts'

/** An error as it is shown to people and to programs. */
export interface ErrorReport {
  code: string
  detail: string
  remedy: string
}

/** Prints on standard error what went wrong and what to do about it; never a stack. */
export function reportError(thrown: unknown, json: boolean): void {
  printReport(isFault(thrown) ? faultReport(thrown) : bugReport(thrown), json)
}

export function printReport(report: ErrorReport, json: boolean): void {
  printError(json ? JSON.stringify({ error: report }) : reportText(report))
}

/** In the terminal's language what the code means, and under it the agent's own English sentences, which name the details. */
function reportText({ code, detail, remedy }: ErrorReport): string {
  const words = foreignWords()
  const known = words && faultWords(code, words)
  const heading = (text: string) => toned(text, 'heading', process.stderr)
  const trouble = (text: string) => toned(withoutControls(text), 'trouble', process.stderr)
  if (!words || !known) return `${trouble(detail)} [${code}]\n${heading('What to do:')} ${withoutControls(remedy)}`
  return [
    `${trouble(known.title)} [${code}]`,
    `${heading(words.t('commandLine.whatToDo'))} ${known.remedy}`,
    `${words.t('commandLine.inEnglish')} ${withoutControls(`${detail} ${remedy}`)}`,
  ].join('\n')
}

/** Compares the name: importing the class loads zod, and every mistake on the command line would wait for that. */
function isFault(thrown: unknown): thrown is Fault {
  return thrown instanceof Error && thrown.name === 'Fault'
}

function faultReport({ code, detail, remedy, extras }: Fault): ErrorReport {
  return { ...extras, code, detail, remedy: remedyText(remedy) }
}

/** Names only the kind of error: a message could hold a secret, and no API has logged this error. */
function bugReport(thrown: unknown): ErrorReport {
  const { name = 'Error', code = '' } = thrown as NodeJS.ErrnoException
  return {
    code: 'INTERNAL',
    detail: `Something went wrong inside the till agent (${`${name} ${code}`.trim()}).`,
    remedy: 'Try again. If it happens again, tell support what you did.',
  }
}
