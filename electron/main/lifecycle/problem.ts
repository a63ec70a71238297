import { dialog } from 'electron'
import { remedyText } from '#api/presenters/remedies.ts'
import { Fault } from '#core/base/fault.ts'
import { reportError } from '#host/terminal/errorOutput.ts'
import { faultWords } from '#words/faultWords.ts'
import { hostWords } from './words.ts'

/** Shows why the agent cannot run, in a dialog and on standard error. Returns when the dialog is closed. */
export async function showProblem(thrown: unknown, what: 'cannotStart' | 'crashed'): Promise<void> {
  reportError(thrown, false)
  const words = await hostWords(undefined)
  const { code, detail, remedy } = thrown instanceof Fault ? thrown : bug
  const inEnglish = `${detail}\n\n${remedyText(remedy)}`
  const known = words.language === 'en' ? undefined : faultWords(code, words)
  const sentences = known && `${known.title}\n\n${known.remedy}\n\n${words.t('commandLine.inEnglish')}\n${inEnglish}`
  dialog.showErrorBox(words.t(`tray.${what}`), sentences ?? inEnglish)
}

const bug = {
  code: 'INTERNAL',
  detail: 'Something went wrong inside the till agent.',
  remedy: 'Try again. If it happens again, tell support what you did.',
}
