import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import type { Diagnosis, Finding } from '#contract/doctor.ts'
import { printResult } from '#host/terminal/output.ts'
import type { Tone } from '#host/terminal/tone.ts'

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
      printResult(options.json, diagnosis, () => doctorText(diagnosis))
      if (diagnosis.findings.some(({ outcome }) => outcome === 'trouble')) process.exitCode = 1
    })
}

function doctorText({ findings }: Diagnosis): string {
  const toneOf = (row: number, column: number) =>
    column === 0 ? tones[findings[row]?.outcome ?? 'skipped'] : undefined
  const rows = findings.map(({ check, upstream, outcome, sentence }) => [outcome, check, upstream ?? '-', sentence])
  const todo = [...new Set(findings.flatMap(remedyText))]
  return [table(['OUTCOME', 'CHECK', 'UPSTREAM', 'FOUND'], rows, toneOf), '', conclusionOf(findings), ...todo].join(
    '\n',
  )
}

const tones: Record<Finding['outcome'], Tone | undefined> = {
  fine: 'good',
  attention: 'attention',
  trouble: 'trouble',
  skipped: undefined,
}

function conclusionOf(findings: Finding[]): string {
  if (findings.some(({ outcome }) => outcome === 'trouble')) return 'Something is wrong. What to do:'
  const warnings = findings.filter(({ outcome }) => outcome === 'attention').length
  if (warnings > 0) return `No errors, ${warnings === 1 ? '1 warning' : `${warnings} warnings`}:`
  return 'Nothing is wrong.'
}

function remedyText({ upstream, outcome, remedy }: Finding): string[] {
  if (remedy === undefined || outcome === 'fine') return []
  return [`${upstream ?? 'till'}: ${remedy}`]
}
