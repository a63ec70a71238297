import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import type { BundlePreview } from '#contract/reports/bundle.ts'
import { printResult, withoutControls } from '#host/terminal/output.ts'

interface BundleOptions {
  out?: string
  preview?: boolean
}

export function addBundleCommand(program: Command): void {
  program
    .command('bundle')
    .description('write a zip file for support: the state of the till, without secrets, customers or names')
    .option('--out <file>', 'the file to write; by default a new one in this folder')
    .option('--preview', 'print every line the file would contain, and write nothing')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<BundleOptions>(command)
      const { withControl } = await import('#cli/withControl.ts')
      if (options.preview) {
        const preview = await withControl(options, (control) => control.bundle.preview())
        return printResult(options.json, preview, () => previewText(preview))
      }
      const { saveBundle } = await import('#cli/saveBundle.ts')
      const bundle = await withControl(options, (control) => control.bundle.make())
      const file = saveBundle(bundle, options.out)
      printResult(options.json, { file }, () => `Send this to support:\n${file}\nSee every line of it with --preview.`)
    })
}

function previewText({ files }: BundlePreview): string {
  return files.flatMap(({ name, lines }) => [`== ${name} ==`, ...lines.map(withoutControls), '']).join('\n')
}
