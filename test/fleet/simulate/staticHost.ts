import type { ChildProcess } from 'node:child_process'
import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ChildProcesses } from '#test/bench/childProcesses.ts'
import { freePorts, waitForListener } from '#test/bench/ports.ts'

/** Debian installs nginx outside the path of ordinary users. */
const binary = existsSync('/usr/sbin/nginx') ? '/usr/sbin/nginx' : 'nginx'

/** How the host is: `slow` sends 2,000 bytes a second to each till, `behind` serves what `remember` kept. */
type Mood = 'well' | 'slow' | 'behind'

/** One request that was answered, from the log of the host. */
export interface Served {
  bytesIn: number
  bytesOut: number
  status: number
  file: string
}

const slowBytesPerSecond = 2_000

/** nginx, with the files of head office. */
export class StaticHost {
  readonly folder: string
  readonly url: string
  readonly #work: string
  readonly #port: number
  readonly #processes: ChildProcesses
  #child: ChildProcess | undefined

  private constructor(work: string, port: number, processes: ChildProcesses) {
    this.#work = work
    this.#port = port
    this.#processes = processes
    this.folder = join(work, 'files')
    this.url = `http://127.0.0.1:${port}`
  }

  static async start(work: string, processes: ChildProcesses): Promise<StaticHost> {
    const [port = 0] = await freePorts(1)
    const host = new StaticHost(work, port, processes)
    mkdirSync(host.folder, { recursive: true })
    // The worker of nginx is another user.
    for (const folder of [work, host.folder]) chmodSync(folder, 0o755)
    await host.open()
    return host
  }

  /** Serves again after `close`, or in another mood. */
  async open(mood: Mood = 'well'): Promise<void> {
    await this.close()
    const file = join(this.#work, 'nginx.conf')
    writeFileSync(file, this.#config(mood, mood === 'behind' ? this.#old : this.folder))
    this.#child = this.#processes.start(binary, ['-c', file, '-p', this.#work], { stdio: 'ignore' })
    await waitForListener(this.#port)
  }

  /** Keeps the files as they are now. */
  remember(): void {
    rmSync(this.#old, { recursive: true, force: true })
    cpSync(this.folder, this.#old, { recursive: true })
  }

  /** Nothing listens there any more. */
  async close(): Promise<void> {
    if (this.#child) await this.#processes.end(this.#child)
    this.#child = undefined
  }

  /** What was served since this was last asked. */
  takeServed(): Served[] {
    const log = join(this.#work, 'access.log')
    const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n').filter(Boolean) : []
    if (lines.length > 0) truncateSync(log)
    return lines.map((line) => {
      const [bytesIn, bytesOut, status, file = ''] = line.split(' ')
      return { bytesIn: Number(bytesIn), bytesOut: Number(bytesOut), status: Number(status), file: file.slice(1) }
    })
  }

  get #old(): string {
    return join(this.#work, 'old')
  }

  #config(mood: Mood, root: string): string {
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    return `daemon off;
      worker_processes 1;
      pid ${this.#work}/pid;
      error_log ${this.#work}/error.log error;
      events { worker_connections 8192; }
      http {
        log_format figures '$request_length $bytes_sent $status $uri';
        access_log ${this.#work}/access.log figures;
        keepalive_requests 1000000;
        ${temporary.map((name) => `${name}_temp_path ${this.#work}/${name};`).join(' ')}
        server {
          listen 127.0.0.1:${this.#port} backlog=4096;
          root ${root};
          ${mood === 'slow' ? `limit_rate ${slowBytesPerSecond};` : ''}
        }
      }`
  }
}
