import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import type { Diagnosis, Finding } from '#contract/doctor.ts'
import { printResult } from '#host/terminal/output.ts'
import type { Tone } from '#host/terminal/tone.ts'
import { findingWords } from '#words/findingWords.ts'
import type { Translator } from '#words/translator.ts'

export function addDoctorCommand(program: Command): void {
  program
    .command('doctor')
    .description('look for problems, and say what to do about them; exit code 1 when there is one')
    .addHelpText(
      'after',
      `
The check uses the credential of each upstream once, but never one that the upstream has refused before.`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const diagnosis = await withControl(options, (control) => control.doctor())
      const { loadWords } = await import('#host/terminal/words.ts')
      const words = await loadWords()
      printResult(options.json, diagnosis, () => doctorText(diagnosis, words))
      if (diagnosis.findings.some(({ outcome }) => outcome === 'trouble')) process.exitCode = 1
    })
}

function doctorText({ findings }: Diagnosis, words: Translator): string {
  const { t } = words
  const toneOf = (row: number, column: number) =>
    column === 0 ? tones[findings[row]?.outcome ?? 'skipped'] : undefined
  const told = findings.map((finding) => ({ ...finding, ...sentencesOf(finding, words) }))
  const rows = told.map(({ shownOutcome, shownCheck, upstream, sentence }) => [
    ...[shownOutcome, shownCheck, upstream ?? '-', sentence],
  ])
  const todo = [...new Set(told.flatMap((finding) => remedyText(finding, words)))]
  const columns = [
    t('commandLine.columns.outcome'),
    t('commandLine.columns.check'),
    t('commandLine.columns.upstream'),
    t('commandLine.columns.found'),
  ]
  return [table(columns, rows, toneOf), '', conclusionOf(findings, words), ...todo].join('\n')
}

type Told = Pick<Finding, 'sentence' | 'remedy'> & { shownOutcome: string; shownCheck: string }

/** In English the agent's own sentences, which name commands; in other languages those of the window. */
function sentencesOf(finding: Finding, words: Translator): Told {
  const { outcome, check, sentence, remedy } = finding
  if (words.language === 'en') return { shownOutcome: outcome, shownCheck: check, sentence, remedy }
  const { t } = words
  const { detail, ...translated } = findingWords(finding, t, words)
  const explained = [translated.remedy, ...(detail === undefined ? [] : [`(${detail})`])].filter(Boolean).join(' ')
  return {
    shownOutcome: t(`doctor.outcomes.${outcome}`),
    shownCheck: t(`doctor.checks.${check}`),
    ...{ sentence: translated.sentence, remedy: remedy === undefined ? translated.remedy : explained },
  }
}

const tones: Record<Finding['outcome'], Tone | undefined> = {
  fine: 'good',
  attention: 'attention',
  trouble: 'trouble',
  skipped: undefined,
}

function conclusionOf(findings: Finding[], { t }: Translator): string {
  if (findings.some(({ outcome }) => outcome === 'trouble')) return t('commandLine.somethingWrong')
  const count = findings.filter(({ outcome }) => outcome === 'attention').length
  return count > 0 ? t('commandLine.warnings', { count }) : t('commandLine.nothingWrong')
}

function remedyText({ upstream, outcome, remedy }: Finding, { t }: Translator): string[] {
  if (remedy === undefined || outcome === 'fine') return []
  return [`${upstream ?? t('commandLine.thisTill')}: ${remedy}`]
}
