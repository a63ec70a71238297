import type { Command } from 'commander'
import { optionsOf } from '#cli/globals.ts'
import { table } from '#cli/table.ts'
import type { SettingView } from '#contract/setting.ts'
import type { GlobalOptions } from '#host/options.ts'
import { printDone, printResult } from '#host/terminal/output.ts'

export function addSettingCommands(program: Command): void {
  const setting = program.command('setting').description('settings of the agent, and where each value comes from')
  addList(setting)
  addSet(setting)
  addUnset(setting)
}

function addList(setting: Command): void {
  setting
    .command('list')
    .description('list them')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const views = await withControl(options, (control) => control.settings.list())
      printResult(options.json, views, () => listText(views))
    })
}

function listText(views: SettingView[]): string {
  const rows = views.map(({ name, value, source, least, most, unit }) => [
    name,
    value === undefined ? 'not set' : String(value),
    source,
    most === undefined ? '' : `${least ?? 'above 0'} to ${most}${unit === 'count' ? '' : ` ${unit}`}`,
  ])
  return table(['NAME', 'VALUE', 'FROM', 'MAY BE'], rows)
}

function addSet(setting: Command): void {
  setting
    .command('set')
    .description('change the value of a setting')
    .argument('<name>', 'as "setting list" shows it')
    .argument('<value>')
    .addHelpText(
      'after',
      `
Examples:
  till-agent setting set limits.queue 512
  till-agent setting set store.country IN`,
    )
    .action(async (name: string, text: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const view = await withControl(options, async (control) => {
        const known = (await control.settings.list()).find((setting) => setting.name === name)
        return control.settings.set({ name, value: known?.kind === 'number' ? numberIn(text) : text })
      })
      // Where another value is in force, the one that was set is not in the view.
      const stored = view.source === 'start' || view.source === 'flag' ? text : (view.value ?? text)
      printSetting(options, view, `${name} is ${stored} now.`)
    })
}

function addUnset(setting: Command): void {
  setting
    .command('unset')
    .description('remove the value, so that the default applies again')
    .argument('<name>')
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('#cli/withControl.ts')
      const view = await withControl(options, (control) => control.settings.set({ name }))
      printSetting(options, view, `${name} is not set any more.`)
    })
}

/** Text that is no number goes to the agent as it is, which refuses it and says what the value must be. */
function numberIn(text: string): number | string {
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? text : number
}

function printSetting(options: GlobalOptions, view: SettingView, done: string): void {
  const { source, needsRestart } = view
  const isOverridden = source === 'start' || source === 'flag'
  const overridden = 'The value that the agent was started with takes precedence until it is started without.'
  const restart = 'It takes effect at the next start of the agent.'
  printDone(options, view, () => [done, ...(isOverridden ? [overridden] : needsRestart ? [restart] : [])].join(' '))
}
