import { parseArgs } from 'node:util'
import { testVector } from './capillary/tills.ts'
import { demoText } from './demo.ts'
import { startSimulator } from './simulator.ts'

const help = `Runs simulated clouds on 127.0.0.1: Capillary, its Auth Engine, SCAYLE, Gini.

  --port NUMBER          default 47690; 0 takes any free one
  --till NAME:PASSWORD   may be given more than once; default ${testVector.till}:${testVector.password}
  --help
`

/** Runs the command until `stop` aborts. Resolves with the exit code: 0 when stopped, 2 for wrong options. */
export async function runCommand(args: string[], write: (text: string) => void, stop: AbortSignal): Promise<number> {
  const options = read(args)
  if (options === undefined) {
    write(help)
    return 2
  }
  if (options.help) {
    write(help)
    return 0
  }
  const tills = options.tills.length === 0 ? [testVector] : options.tills
  const simulator = await startSimulator({
    port: options.port,
    tills,
    onSeen: ({ method, path, status, authorization }) =>
      write(`${status || 'broken'} ${method} ${path} ${authorization ?? ''}\n`),
  })
  write(
    `Simulated clouds: ${simulator.url}\nMessages, requests, faults: ${simulator.url}/_simulator\n${demoText(simulator.url, tills)}\n`,
  )
  await new Promise<void>((resolve) => {
    if (stop.aborted) resolve()
    stop.addEventListener('abort', () => resolve(), { once: true })
  })
  await simulator.close()
  return 0
}

function read(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        port: { type: 'string', default: '47690' },
        till: { type: 'string', multiple: true, default: [] },
        help: { type: 'boolean', default: false },
      },
    })
    const port = Number(values.port)
    if (!Number.isInteger(port) || port < 0 || port > 65_535) return undefined
    const tills = values.till.map((text) => {
      const [, till = '', password = ''] = /^([^:]+):(.+)$/.exec(text) ?? []
      return { till, password }
    })
    if (tills.some(({ till }) => till === '')) return undefined
    return { port, tills, help: values.help }
  } catch {
    return undefined
  }
}
