import { resolve } from 'node:path'
import type { Command } from 'commander'
import { dataDirCommand, optionsOf } from '#cli/globals.ts'
import { dataDirPointer, defaultDataDir } from '#host/paths.ts'
import { printResult } from '#host/terminal/output.ts'

const atNextStart = 'It takes effect at the next start of the agent. Nothing was copied.'

export function addDataDirCommands(program: Command): void {
  const dataDir = program.command(dataDirCommand).description('which directory keeps settings and logs, at every start')
  dataDir
    .command('show', { isDefault: true })
    .description('say which one, and who says so')
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf(command)
      const { readDataDirPointer } = await import('#adapters/settings/dataDirPointer.ts')
      const pointer = dataDirPointer(defaultDataDir())
      const named = options.isUsualDataDir ? readDataDirPointer(pointer) : undefined
      const source = options.isUsualDataDir ? (named === undefined ? 'usual' : 'pointer') : 'flag'
      const directory = named ?? options.dataDir
      const reasons = { usual: 'the usual place', pointer: `named in ${pointer}`, flag: 'named by --data-dir' }
      printResult(options.json, { dataDir: directory, source }, () => `${directory} (${reasons[source]})`)
    })
  dataDir
    .command('use')
    .description('keep them in this directory, however the agent is started by this user')
    .argument('<directory>')
    .action(async (directory: string, _: unknown, command: Command) => {
      const path = resolve(directory)
      const { writeDataDirPointer } = await import('#adapters/settings/dataDirPointer.ts')
      await orFault(path, () => writeDataDirPointer(dataDirPointer(defaultDataDir()), path))
      printResult(optionsOf(command).json, { dataDir: path }, () => `The data directory is ${path}. ${atNextStart}`)
    })
  dataDir
    .command('usual')
    .description('keep them in the usual place again')
    .action(async (_: unknown, command: Command) => {
      const path = defaultDataDir()
      const { removeDataDirPointer } = await import('#adapters/settings/dataDirPointer.ts')
      await orFault(path, () => removeDataDirPointer(dataDirPointer(path)))
      printResult(optionsOf(command).json, { dataDir: path }, () => `The data directory is ${path}. ${atNextStart}`)
    })
}

/** @throws Fault `SETTINGS_UNWRITABLE` */
async function orFault(directory: string, act: () => void): Promise<void> {
  try {
    act()
  } catch (thrown) {
    const [{ Fault }, { writeFailure }] = await Promise.all([
      import('#core/base/fault.ts'),
      import('#adapters/system/systemError.ts'),
    ])
    throw new Fault('SETTINGS_UNWRITABLE', `${directory} cannot be the data directory: ${writeFailure(thrown)}.`)
  }
}
