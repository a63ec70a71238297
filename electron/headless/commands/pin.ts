import type { Command } from 'commander'
import type { PinStatus } from '../../contract/pin.ts'
import { optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { collect } from '../usage.ts'

export function addPinCommands(program: Command): void {
  const pin = program.command('pin').description("the manager's PIN, which guards setting the till up in its window")
  addSet(pin)
  addRemove(pin)
}

function addSet(pin: Command): void {
  pin
    .command('set')
    .description('set one, or another in its place: 4 to 12 digits')
    .option(
      '--secret <name=source>',
      'where it is read: pin=env:VARIABLE, pin=file:PATH or pin=stdin; asked for when left out',
      collect,
      [],
    )
    .addHelpText(
      'after',
      `
Examples:
  till-agent pin set
  till-agent pin set --secret pin=stdin < pin.txt

It guards the window and a browser. This command line asks for none: whoever may use it owns the till's files.`,
    )
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ secret: string[] }>(command)
      const { parseSecretOptions } = await import('../secretOptions.ts')
      const { readPin } = await import('../pinOption.ts')
      const { withControl } = await import('../withControl.ts')
      const entered = await readPin(parseSecretOptions(options.secret))
      const status = await withControl(options, (control) => control.pin.set({ pin: entered }))
      tell(options.json, status, "The manager's PIN is set. Every window asks for it before the till is set up.")
    })
}

function addRemove(pin: Command): void {
  pin
    .command('remove')
    .description('remove it, also when it is forgotten')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      const status = await withControl(options, (control) => control.pin.remove())
      tell(options.json, status, 'There is no PIN: whoever is at the window may set the till up.')
    })
}

function tell(json: boolean | undefined, { isSet }: PinStatus, sentence: string): void {
  answer(json, { isSet }, () => sentence)
}
