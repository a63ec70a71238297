import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The error lines of the agent's log, shortened to 500 characters. */
export function errorLines(dataDir: string): string[] {
  const folder = join(dataDir, 'logs')
  return readdirSync(folder)
    .flatMap((name) => readFileSync(join(folder, name), 'utf8').split('\n'))
    .filter((line) => line.includes('"level":"error"') || line.includes('"level":"fatal"'))
    .map((line) => line.slice(0, 500))
}
