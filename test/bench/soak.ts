import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { agentProgram, startAgent } from './agent.ts'
import { median } from './figures.ts'
import { makeGround, newKey, place } from './ground.ts'
import { layLine } from './line.ts'
import { freePorts } from './ports.ts'
import { Customer, type Program } from './soak/crowd.ts'
import { Ledger } from './soak/ledger.ts'
import { LiveHeap } from './soak/liveHeap.ts'
import { bugsIn } from './soak/log.ts'
import type { Count } from './soak/upstream.ts'
import { type Sight, Watch } from './soak/watch.ts'
import { Weather } from './soak/weather.ts'
import { Started } from './started.ts'

// npm run soak [-- --minutes N]: the agent among good and bad callers, over a line that fails and returns. Ends with 1
// when anything leaked, hung or was answered wrongly.

/** What may be more at the end than at the start. */
const tolerated = { heapMib: 4, handles: 4, threads: 2 }
/** When the heap is looked at first: by then everything has run that ever runs. */
const warmAfter = 0.2
/** How long what is under way may take once nobody asks any more. */
const quietWithinMs = 35_000

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '10' } } })
const minutes = Number(values.minutes)
if (!(minutes >= 0.5 && minutes <= 24 * 60)) throw new Error('--minutes must be a number from 0.5 to 1440')

const ground = makeGround()
const started = new Started()
const ledger = new Ledger()
const programs: Program[] = [...['till', 'kiosk', 'scales', 'office', 'flood', 'watch']].map((id) => ({
  id,
  key: newKey(id),
}))
try {
  const [cloudPort = 0, linePort = 0, inspectPort = 0] = await freePorts(3)
  const cloud = await startCloud(cloudPort)
  const line = await layLine({ started, core: undefined, port: linePort, targetPort: cloudPort, delayMs: 5 })
  const agent = await startAgent({
    program: agentProgram(),
    ground,
    started,
    core: undefined,
    provisioning: provisioningOf(linePort),
    nodeArgs: [`--inspect-port=127.0.0.1:${inspectPort}`],
  })
  const heap = await LiveHeap.of(agent.pid, inspectPort)
  const local = `http://127.0.0.1:${agent.port}`
  const watch = new Watch(agent.pid, local, programOf('watch'))
  const weather = new Weather(line)
  const first = await watch.look()

  const untilMs = performance.now() + minutes * 60_000
  const isOver = () => performance.now() >= untilMs
  const warmHeapMib = sleepThen(minutes * 60_000 * warmAfter, heap).then((it) => it.mib())
  const setting = { base: `${local}/via/cloud`, ledger, weather, isOver }
  const visitors = programs.filter(({ id }) => !['flood', 'watch'].includes(id))
  await Promise.all([
    ...visitors.map((program) => new Customer(program, setting).visit()),
    new Customer(programOf('flood'), setting).flood(),
    watch.keepLooking(isOver).catch((thrown) => ledger.accuse(`the agent did not say how it is: ${thrown}`)),
    weather.blow(untilMs, (sky) =>
      tell(`${sky}; ${ledger.requests} requests so far, ${ledger.violationCount} violations`),
    ),
  ])
  const last = await watch.untilQuiet(quietWithinMs)
  ledger.settle(await countOf(cloud))
  compare(first, last)
  const [warmMib, lastMib] = [await warmHeapMib, await heap.mib()]
  if (lastMib > warmMib + tolerated.heapMib)
    ledger.accuse(`${lastMib.toFixed(1)} MiB of live objects at the end, ${warmMib.toFixed(1)} once it was warm`)
  tell(`live objects: ${warmMib.toFixed(1)} MiB once it was warm, ${lastMib.toFixed(1)} at the end`)
  heap.close()
  for (const bug of bugsIn(agent.dataDir)) ledger.accuse(`in the log: ${bug}`)
  const ended = once(agent.child, 'exit')
  agent.child.kill('SIGTERM')
  const [code] = await Promise.race([ended, sleepThen(10_000, ['still running'])])
  if (code !== 0) ledger.accuse(`asked to end, the agent ended with ${code}`)
  summarise(first, watch.sights, last, weather)
} finally {
  await started.endAll()
  ground.remove()
}

async function startCloud(port: number) {
  const program = fileURLToPath(new URL('soak/upstream.ts', import.meta.url))
  const files = [place(ground, 'cloud.key', ground.ca.key), place(ground, 'cloud.pem', ground.ca.cert)]
  const stdio: ('ignore' | 'inherit' | 'ipc')[] = ['ignore', 'inherit', 'inherit', 'ipc']
  const child = started.start(process.execPath, [program, String(port), ...files, ground.basic], { stdio })
  await once(child, 'message')
  return child
}

async function countOf(cloud: Awaited<ReturnType<typeof startCloud>>): Promise<Count> {
  const answered = once(cloud, 'message')
  cloud.send('count')
  const [count] = await answered
  return count as Count
}

function provisioningOf(port: number): object {
  const { ca, till, password } = ground
  const grants = [{ upstream: 'cloud', allow: [{ methods: ['GET', 'POST'], path: '/v1/**' }] }]
  return {
    upstreams: [
      {
        id: 'cloud',
        scheme: 'capillary-till',
        baseUrl: `https://localhost:${port}`,
        caFile: ca.caFile,
        till,
        password,
      },
    ],
    clients: programs.map(({ id, key }) => ({ id, name: id, key, grants })),
  }
}

function programOf(id: string): Program {
  return programs.find((program) => program.id === id) as Program
}

/** Held-open upstream connections are no leak: they are counted by the agent itself, and taken off. */
function compare(first: Sight, last: Sight): void {
  const held = (sight: Sight) => sight.open - sight.openConnections
  if (last.active > 0 || last.waiting > 0)
    ledger.accuse(`${last.active} requests are still under way and ${last.waiting} wait, though nobody asks any more`)
  if (held(last) > held(first) + tolerated.handles)
    ledger.accuse(`${held(last)} open files besides upstream connections at the end, ${held(first)} at the start`)
  if (last.threads > first.threads + tolerated.threads)
    ledger.accuse(`${last.threads} threads at the end, ${first.threads} at the start`)
}

function summarise(first: Sight, sights: readonly Sight[], last: Sight, weather: Weather): void {
  const outcomes = [...ledger.outcomes].sort(([one], [other]) => one.localeCompare(other))
  const rss = sights.map((sight) => sight.rssMib)
  const lines = [
    `${ledger.requests} requests in ${minutes} minutes; the line failed ${weather.troubles} times.`,
    ...outcomes.map(([outcome, times]) => `  ${String(times).padStart(7)}  ${outcome}`),
    `RSS ${first.rssMib.toFixed(0)} MiB idle at the start, ${median(rss).toFixed(0)} in the middle, ${Math.max(...rss).toFixed(0)} at most, ${last.rssMib.toFixed(0)} at the end.`,
    `Open files ${first.open} at the start, ${Math.max(...sights.map(({ open }) => open))} at most, ${last.open} at the end, ${last.openConnections} of them upstream connections; threads ${first.threads} and ${last.threads}.`,
    `Status: ${last.active} active, ${last.waiting} waiting at the end; slowest answer ${Math.max(...sights.map(({ answeredMs }) => answeredMs)).toFixed(0)} ms.`,
    ...ledger.violations.map((violation) => `VIOLATION ${violation}`),
    ledger.violationCount === 0
      ? 'No leak, no stuck connection, no wrong answer.'
      : `${ledger.violationCount} violations.`,
  ]
  process.stdout.write(`${lines.join('\n')}\n`)
  process.exitCode = ledger.violationCount === 0 ? 0 : 1
}

function tell(line: string): void {
  process.stderr.write(`${new Date().toISOString().slice(11, 19)} ${line}\n`)
}

function sleepThen<Value>(ms: number, value: Value): Promise<Value> {
  return new Promise((resolve) => setTimeout(resolve, ms, value).unref())
}
