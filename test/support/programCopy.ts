import { cpSync, existsSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'

const out = join(import.meta.dirname, '../../out')

/**
 * A copy of the built program and of the page beside it, so that another build does not disturb the run.
 *
 * @param folder of the copy, in `out`
 * @returns its path
 */
export function copyOfProgram(folder: string, program = join(out, 'headless/till-agent.js')): string {
  const [from, to] = [dirname(program), join(out, folder)]
  const copied = { program: from, renderer: join(from, '../renderer') }
  for (const [name, path] of Object.entries(copied)) {
    rmSync(join(to, name), { recursive: true, force: true })
    if (existsSync(path)) cpSync(path, join(to, name), { recursive: true })
  }
  return join(to, 'program', basename(program))
}
