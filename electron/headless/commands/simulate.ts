import type { Command } from 'commander'
import { optionsOf } from '../globals.ts'
import { answer } from '../output.ts'
import { simulatorPort } from '../ports.ts'
import { seenFacts, seenText } from '../seenText.ts'
import { wholeNumber } from '../usage.ts'

export function addSimulateCommand(program: Command): void {
  program
    .command('simulate')
    .description('run the pretend cloud alone, to integrate against')
    .option('--port <number>', '0 takes any free one', wholeNumber(0, 65_535), simulatorPort)
    .action(async (_: unknown, command: Command) => {
      const options = optionsOf<{ port: number }>(command)
      const { whenStopped } = await import('../stop.ts')
      const { listening } = await import('../portTaken.ts')
      const { startSimulator, testVector } = await import('../../../simulator/simulator.ts')
      const stopped = whenStopped()
      const simulator = await listening(options.port, '--port', () =>
        startSimulator({
          port: options.port,
          onSeen: (seen) => answer(options.json, seenFacts(seen), () => seenText(seen)),
        }),
      )
      const { url, port } = simulator
      answer(options.json, { event: 'ready', url, port, pid: process.pid }, () =>
        [
          `The pretend cloud listens on ${url} and knows till ${testVector.till} with password ${testVector.password}.`,
          `Messages, requests, faults: ${url}/_simulator`,
          'Ctrl-C ends it.',
        ].join('\n'),
      )
      await stopped
      await simulator.close()
    })
}
