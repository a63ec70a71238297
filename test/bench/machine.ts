import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { availableParallelism, cpus, release, totalmem } from 'node:os'

/** The machine of the measurement. */
export interface Machine {
  processor: string
  cores: number
  memoryGib: number
  system: string
  kernel: string
  node: string
  nginx: string
  wrk: string
}

export function describeMachine(): Machine {
  return {
    processor: cpus()[0]?.model.trim() || 'unknown',
    cores: availableParallelism(),
    memoryGib: Math.round(totalmem() / 2 ** 30),
    system: /^PRETTY_NAME="(.*)"$/m.exec(readFileSync('/etc/os-release', 'utf8'))?.[1] ?? 'Linux',
    kernel: release(),
    node: process.versions.node,
    nginx: versionIn('nginx -v 2>&1'),
    wrk: versionIn('wrk -v 2>&1'),
  }
}

/** The version in a command's output, whatever its exit code. */
function versionIn(command: string): string {
  const output = execFileSync('sh', ['-c', `PATH=$PATH:/usr/sbin; ${command} || true`], { encoding: 'utf8' })
  return /\d+\.\d+(?:\.\d+)?/.exec(output)?.[0] ?? 'unknown'
}
