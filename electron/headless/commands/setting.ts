import type { Command } from 'commander'
import type { SettingView } from '../../contract/setting.ts'
import { type Globals, optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { table } from '../table.ts'

export function addSettingCommands(program: Command): void {
  const setting = program.command('setting').description("what can be set, and where each setting's value comes from")
  addList(setting)
  addSet(setting)
  addUnset(setting)
}

function addList(setting: Command): void {
  setting
    .command('list')
    .description('show them')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      const views = await withControl(options, (control) => control.settings.list())
      answer(options.json, views, () => listText(views))
    })
}

function listText(views: SettingView[]): string {
  const rows = views.map(({ name, value, source, least, most, unit }) => [
    name,
    value === undefined ? '-' : String(value),
    source,
    most === undefined ? '' : `${least ?? 'above 0'} to ${most}${unit === 'count' ? '' : ` ${unit}`}`,
  ])
  return table(['NAME', 'VALUE', 'FROM', 'MAY BE'], rows)
}

function addSet(setting: Command): void {
  setting
    .command('set')
    .description('give one a value')
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
      const { withControl } = await import('../withControl.ts')
      const view = await withControl(options, async (control) => {
        const known = (await control.settings.list()).find((one) => one.name === name)
        return control.settings.set({ name, value: known?.kind === 'number' ? numberIn(text) : text })
      })
      tell(options, view, `${name} is ${text} now.`)
    })
}

function addUnset(setting: Command): void {
  setting
    .command('unset')
    .description('take its value away, so that the built-in one counts again')
    .argument('<name>')
    .action(async (name: string, _: unknown, command: Command) => {
      const options = optionsOf(command)
      const { withControl } = await import('../withControl.ts')
      const view = await withControl(options, (control) => control.settings.set({ name }))
      tell(options, view, `${name} is not set any more.`)
    })
}

/** What is no number is sent as it is, to be refused with what it has to be. */
function numberIn(text: string): number | string {
  const number = Number(text)
  return text.trim() === '' || Number.isNaN(number) ? text : number
}

function tell({ json }: Globals, view: SettingView, done: string): void {
  const { source, needsRestart } = view
  const above = 'What the agent was started with counts before it, until it is started without.'
  const restart = 'It takes effect when the agent starts next.'
  answer(json, view, () => [done, ...(source === 'start' ? [above] : needsRestart ? [restart] : [])].join(' '))
}
