import { once } from 'node:events'
import { listensOn } from '../ports.ts'

/**
 * What the agent's objects really take: asked of its inspector after a full collection. The memory of a process tells no
 * leak from room that V8 and malloc keep for the next time.
 */
export class LiveHeap {
  readonly #socket: WebSocket
  #calls = 0

  private constructor(socket: WebSocket) {
    this.#socket = socket
  }

  /** @param port as in the `--inspect-port` that the process was started with */
  static async of(pid: number, port: number): Promise<LiveHeap> {
    process.kill(pid, 'SIGUSR1')
    await listensOn(port)
    const [target] = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as { webSocketDebuggerUrl: string }[]
    const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '')
    await once(socket, 'open')
    return new LiveHeap(socket)
  }

  async mib(): Promise<number> {
    // Twice: what only a finaliser holds goes the second time.
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
        const answer = JSON.parse(String(data))
        if (answer.id !== id) return
        this.#socket.removeEventListener('message', listen)
        resolve(answer.result)
      }
      this.#socket.addEventListener('message', listen)
      this.#socket.send(JSON.stringify({ id, method }))
    })
  }
}
