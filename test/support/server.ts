import { type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { closeWithTest } from './closeWithTest.ts'

/**
 * Runs somebody else's server until the test ends. It is there once something listens at its port.
 *
 * @throws when it ends by itself
 */
export async function startServer(
  program: string,
  args: string[],
  port: number,
  options: Pick<SpawnOptions, 'cwd' | 'env'> = {},
): Promise<void> {
  const child = spawn(program, args, { ...options, stdio: 'ignore' })
  const ended = once(child, 'close')
  closeWithTest(async () => {
    child.kill('SIGKILL')
    await ended
  })
  while (!(await answers(port))) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}.`)
    await pause(20)
  }
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port })
    socket.once('error', () => resolve(false)).once('connect', () => resolve(socket.destroy() !== undefined))
  })
}
