import type { Command } from 'commander'
import type { BundlePreview } from '../../contract/bundle.ts'
import { optionsOf } from '../globals.ts'
import { answer, plain } from '../output.ts'

interface BundleOptions {
  out?: string
  preview?: boolean
}

export function addBundleCommand(program: Command): void {
  program
    .command('bundle')
    .description('make a zip for support: how the till is, without secrets, customers or names of people')
    .option('--out <file>', 'where to put it; a new file in this folder when left out')
    .option('--preview', 'show every line that would be in it, and make nothing')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<BundleOptions>(command)
      const { withControl } = await import('../withControl.ts')
      if (options.preview) {
        const preview = await withControl(options, (control) => control.bundle.preview())
        return answer(options.json, preview, () => previewText(preview))
      }
      const { keepBundle } = await import('../keepBundle.ts')
      const bundle = await withControl(options, (control) => control.bundle.make())
      const file = keepBundle(bundle, options.out)
      answer(options.json, { file }, () => `Send this to support:\n${file}\nSee every line of it with --preview.`)
    })
}

function previewText({ files }: BundlePreview): string {
  return files.flatMap(({ name, lines }) => [`== ${name} ==`, ...lines.map(plain), '']).join('\n')
}
