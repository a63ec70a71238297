import { type Command, Option } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { collect } from '#cli/usage.ts'
import type { PinLevel, PinStatus } from '#contract/pin.ts'
import type { GlobalOptions } from '#host/options.ts'
import { printDone } from '#host/terminal/output.ts'

const setSentences: Record<PinLevel, string> = {
  manager: "The manager's PIN is set. Every window asks for it before the till is set up.",
  'shift-lead': 'The PIN for shift leads is set.',
}

const removeSentences: Record<PinLevel, string> = {
  manager: 'No PIN is set: anyone at the window can change the set-up.',
  'shift-lead': 'Shift leads have no PIN.',
}

export function addPinCommands(program: Command): void {
  const pin = program
    .command('pin')
    .description("the manager's PIN, which the window asks for before it changes the set-up")
  addSet(pin)
  addRemove(pin)
}

function levelOption(): Option {
  return new Option('--level <level>', 'whose PIN').choices(['manager', 'shift-lead']).default('manager')
}

function addSet(pin: Command): void {
  pin
    .command('set')
    .description('set or replace the PIN: 4 to 12 digits')
    .option(
      '--secret <name=source>',
      'where to read it: pin=env:VARIABLE, pin=file:PATH or pin=stdin; by default the command asks',
      collect,
      [],
    )
    .addOption(levelOption())
    .addHelpText(
      'after',
      `
Examples:
  till-agent pin set
  till-agent pin set --level shift-lead
  till-agent pin set --secret pin=stdin < pin.txt

The PIN protects the window, also in a browser. The command line never asks for it: its user owns the till's files.`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ secret: string[]; level: PinLevel }>(command)
      const { parseSecretOptions } = await import('#cli/secretOptions.ts')
      const { readPin } = await import('#cli/pinOption.ts')
      const { withControl } = await import('#cli/withControl.ts')
      const entered = await readPin(parseSecretOptions(options.secret))
      const status = await withControl(options, (control) => control.pin.set({ pin: entered, level: options.level }))
      printStatus(options, status, setSentences[options.level])
    })
}

function addRemove(pin: Command): void {
  pin
    .command('remove')
    .description('remove the PIN, also when it is forgotten')
    .addOption(levelOption())
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ level: PinLevel }>(command)
      const { withControl } = await import('#cli/withControl.ts')
      const status = await withControl(options, (control) => control.pin.remove({ level: options.level }))
      printStatus(options, status, removeSentences[options.level])
    })
}

function printStatus(options: GlobalOptions, { isSet }: PinStatus, sentence: string): void {
  printDone(options, { isSet }, () => sentence)
}
