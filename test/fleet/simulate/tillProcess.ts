import { identityOf } from './identity.ts'
import type { About, Answer, Command } from './messages.ts'
import { createSimulatedNetwork } from './simulatedNetwork.ts'
import { SimulatedTill } from './simulatedTill.ts'
import { VirtualTime } from './virtualTime.ts'

// Some of the tills of a simulation, in a process of their own. It does one command after the other.

let time = new VirtualTime(0)
let tills: SimulatedTill[] = []

process.on('message', (command: Command) => {
  void answer(command).then((said) => process.send?.(said))
})
// Without the process that counts them, they are of no use.
process.on('disconnect', () => process.exit())

async function answer(command: Command): Promise<Answer> {
  switch (command.kind) {
    case 'begin':
      begin(command.about)
      return { kind: 'done' }
    case 'advance':
      await time.advance(command.untilMs, command.stepMs)
      return { kind: 'done' }
    case 'standings':
      return { kind: 'standings', standings: tills.map((till) => [till.identity.number, till.standing()]) }
    case 'facts':
      return { kind: 'facts', facts: tills.map((till) => [till.identity.number, till.facts()]) }
    case 'end':
      for (const till of tills) await till.end()
      return { kind: 'done' }
  }
}

function begin({ tills: numbers, seed, startMs, keys, channel, ...about }: About): void {
  time = new VirtualTime(startMs)
  const network = createSimulatedNetwork(time, new URL(about.feed).origin)
  const surroundings = { ...about, time, network, trust: { keys, channel } }
  tills = numbers.map((number) => new SimulatedTill(identityOf(number, seed), surroundings))
  for (const till of tills) till.begin()
}
