import { once } from 'node:events'
import { waitForListener } from '#test/bench/ports.ts'

/**
 * Size of the agent's live objects, read through its inspector after a full garbage collection. The memory of the process
 * would not tell a leak from memory that V8 and malloc keep for later use.
 */
export class LiveHeap {
  readonly #socket: WebSocket
  #calls = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** @param port the `--inspect-port` of the process */
  static async attach(pid: number, port: number): Promise<LiveHeap> {
    process.kill(pid, 'SIGUSR1')
    await waitForListener(port)
    const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[]
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
    await once(socket, 'open')
    return new LiveHeap(socket)
  }

  async mib(): Promise<number> {
    // Objects that only a finaliser holds are freed by the second collection.
    await this.#call('HeapProfiler.collectGarbage')
    await this.#call('HeapProfiler.collectGarbage')
    const { usedSize } = await this.#call('Runtime.getHeapUsage')
    return (usedSize ?? 0) / 1024 / 1024
  }

  close(): void {
    this.#socket.close()
  }

  #call(method: string): Promise<{ usedSize?: number }> {
    this.#calls += 1
    const id = this.#calls
    return new Promise((resolve) => {
      const listen = ({ data }: MessageEvent) => {
        const response = JSON.parse(String(data))
        if (response.id !== id) return
        this.#socket.removeEventListener('message', listen)
        resolve(response.result)
      }
      this.#socket.addEventListener('message', listen)
      this.#socket.send(JSON.stringify({ id, method }))
    })
  }
}
