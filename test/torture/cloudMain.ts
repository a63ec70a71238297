import { mkdirSync, readFileSync } from 'node:fs'
import { openSalesJournal, startSimulator } from '#simulator/simulator.ts'
import type { CloudOptions, Doom } from './doomedCloud.ts'

// A simulated cloud in a process of its own, which keeps its transactions in a file, and kills itself at a step.

const [, , beginning = '', options = ''] = process.argv
mkdirSync(beginning, { recursive: true })
const { journal, assumptions, doom } = JSON.parse(readFileSync(options, 'utf8')) as CloudOptions
const met = new Map<Doom['step'], number>()

function reach(step: Doom['step']): void {
  const times = (met.get(step) ?? 0) + 1
  met.set(step, times)
  if (doom?.step === step && doom.nth === times) process.kill(process.pid, 'SIGKILL')
}

const { sales, append } = openSalesJournal(journal)
const simulator = await startSimulator({
  assumptions,
  journal: {
    sales,
    append: (sale) => {
      reach('before a sale takes effect')
      append(sale)
      reach('after a sale took effect')
    },
  },
  onSeen: ({ method }) => {
    if (method === 'POST') reach('as it answers')
  },
})
process.stdout.write(`${simulator.port}\n`)
