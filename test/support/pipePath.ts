import { join } from 'node:path'
import { has } from './skips.ts'

/** Where a server may listen that belongs to a folder of a test: a named pipe on Windows, else a socket file below it. */
export function pipePath(folder: string, ...below: string[]): string {
  return has('windows')
    ? `\\\\.\\pipe\\${folder.slice(-12).replaceAll('\\', '-')}`
    : join(folder, ...below, 'agent.sock')
}
