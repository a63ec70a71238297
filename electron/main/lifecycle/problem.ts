import { app, dialog } from 'electron'
import { remedyText } from '#api/presenters/remedies.ts'
import { Fault } from '#core/base/fault.ts'
import { reportError } from '#host/terminal/errorOutput.ts'
import { wordsFor } from './words.ts'

/** Shows why the agent cannot run, in a dialog and on standard error. Returns when the dialog is closed. */
export function showProblem(thrown: unknown, what: 'cannotStart' | 'crashed'): void {
  reportError(thrown, false)
  const { detail, remedy } = thrown instanceof Fault ? thrown : bug
  dialog.showErrorBox(wordsFor(app.getLocale())[what], `${detail}\n\n${remedyText(remedy)}`)
}

const bug = {
  detail: 'Something went wrong inside the till agent.',
  remedy: 'Try again. If it happens again, tell support what you did.',
}
