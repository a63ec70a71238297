import { app, dialog } from 'electron'
import { Fault } from '../core/fault.ts'
import { report } from '../headless/report.ts'
import { wordsFor } from './words.ts'

/** To whoever sits there, and on standard error; it waits until they have read it. */
export function showProblem(thrown: unknown, what: 'cannotStart' | 'crashed'): void {
  report(thrown, false, 'till-agent')
  const { detail, remedy } = thrown instanceof Fault ? thrown : bug
  dialog.showErrorBox(wordsFor(app.getLocale())[what], `${detail}\n\n${remedy}`)
}

const bug = {
  detail: 'Something went wrong inside the till agent.',
  remedy: 'Try again; if it stays so, tell support what you did.',
}
