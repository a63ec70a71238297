import type { SystemEvent } from '#core/telemetry/systemEvents.ts'
import { outputOf, windowsCommand } from './systemCommand.ts'

interface Command {
  file: string
  args: string[]
}

/** As `logger` and `eventcreate` name them. */
const priorities: Record<SystemEvent['level'], string> = {
  info: 'daemon.info',
  warn: 'daemon.warning',
  error: 'daemon.err',
}
const types: Record<SystemEvent['level'], string> = { info: 'INFORMATION', warn: 'WARNING', error: 'ERROR' }

/**
 * The command of the system that writes an event: into the journal or syslog by `logger` (macOS: the unified log), into the
 * Application log of Windows by `eventcreate`, which lets administrators and services do so.
 */
export function eventCommand({ level, id, text }: SystemEvent, platform: NodeJS.Platform): Command {
  if (platform !== 'win32')
    return { file: '/usr/bin/logger', args: ['-t', 'till-agent', '-p', priorities[level], '--', text] }
  const what = ['/T', types[level], '/ID', String(id), '/D', text]
  return { file: windowsCommand('eventcreate.exe'), args: ['/L', 'APPLICATION', '/SO', 'Till Agent', ...what] }
}

type Run = (file: string, args: readonly string[]) => Promise<unknown>

/** Further ones are left out: a till that fails over and over starts no command over and over. */
const maxUnderWay = 4

/** Writes events into the log of the system. Never throws, and nothing waits for it: where it cannot, the agent's own log has them. */
export function createSystemEventLog(run: Run = outputOf, platform = process.platform): (event: SystemEvent) => void {
  let underWay = 0
  return (event) => {
    if (underWay >= maxUnderWay) return
    underWay += 1
    const { file, args } = eventCommand(event, platform)
    const done = () => {
      underWay -= 1
    }
    run(file, args).then(done, done)
  }
}
