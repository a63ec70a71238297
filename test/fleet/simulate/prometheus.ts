import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import { freePorts, waitForListener } from '#test/bench/ports.ts'
import { remoteWrite, type Sample } from './remoteWrite.ts'

/** A real Prometheus, that is written to in the time of the simulation. */
export class Prometheus {
  readonly url: string

  private constructor(url: string) {
    this.url = url
  }

  static async start(work: string, processes: ChildProcesses): Promise<Prometheus> {
    const cwd = join(work, 'prometheus')
    mkdirSync(cwd)
    writeFileSync(join(cwd, 'config.yml'), 'global: {}\n')
    const [port = 0] = await freePorts(1)
    const options = ['--web.enable-remote-write-receiver', '--storage.tsdb.path=data', '--log.level=error']
    const address = [`--web.listen-address=127.0.0.1:${port}`, '--config.file=config.yml']
    processes.start('prometheus', [...address, ...options], { cwd, stdio: 'ignore' })
    await waitForListener(port)
    const url = `http://127.0.0.1:${port}`
    await isReady(url)
    return new Prometheus(url)
  }

  /** @param at milliseconds since 1970 */
  async write(samples: readonly Sample[], at: number): Promise<void> {
    const size = 10_000
    for (let from = 0; from < samples.length; from += size)
      await remoteWrite(this.url, samples.slice(from, from + size), at)
  }
}

async function isReady(url: string): Promise<void> {
  for (;;) {
    const { ok } = await fetch(`${url}/-/ready`)
    if (ok) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}
