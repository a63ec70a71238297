import { execFileSync } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, statSync, writeSync } from 'node:fs'
import { join, relative } from 'node:path'

const source = join(import.meta.dirname, 'faultShim.c')
const folder = join(import.meta.dirname, '../../out/torture')
const library = join(folder, 'faultShim.so')

const planBytes = 4096

/** A system call that the agent made on a file of its data directory, or a message to the keychain. */
export interface Step {
  /** How often this call had met this file since the arming, from 1. */
  nth: number
  call: string
  /** Name of the file; digits and random parts of temporary names are replaced by `*`. */
  file: string
  /** The action that met it; empty for none. */
  action: string
}

/** Whether system calls can be made to fail here: on Linux, where there is a C compiler. */
export function canInject(): boolean {
  if (process.platform !== 'linux') return false
  return (process.env.PATH ?? '').split(':').some((part) => part !== '' && existsSync(join(part, 'gcc')))
}

/** Compiles the shim when its source is newer. @returns the library's path */
function compiledLibrary(): string {
  const isFresh = existsSync(library) && statSync(library).mtimeMs > statSync(source).mtimeMs
  if (isFresh) return library
  mkdirSync(folder, { recursive: true })
  // Another run may compile at the same time.
  const own = `${library}.${process.pid}`
  execFileSync('gcc', ['-shared', '-fPIC', '-O2', '-Wall', '-Wextra', '-Werror', '-o', own, source, '-ldl'])
  renameSync(own, library)
  return library
}

/**
 * Makes system calls of one agent fail, fall short or end the process (faultShim.c). Rules can be changed while the agent
 * runs; positions count from the last change.
 */
export class FaultShim {
  /** For the agent's environment. */
  readonly env: NodeJS.ProcessEnv
  readonly #dataDir: string
  readonly #logFile: string
  readonly #plan: number
  #counter = 0

  /**
   * @param workFolder outside the data directory
   * @param cloudPort makes reads and writes on TCP connections count too: `wire-cloud` to this port, `wire-till` all others
   */
  constructor(workFolder: string, dataDir: string, cloudPort?: number) {
    const planFile = join(workFolder, 'shim.plan')
    this.#dataDir = dataDir
    this.#logFile = join(workFolder, 'shim.log')
    closeSync(openSync(this.#logFile, 'w'))
    this.#plan = openSync(planFile, 'w+')
    writeSync(this.#plan, Buffer.alloc(planBytes))
    this.env = { LD_PRELOAD: compiledLibrary(), SHIM_UNDER: dataDir, SHIM_PLAN: planFile, SHIM_LOG: this.#logFile }
    if (cloudPort !== undefined) this.env.SHIM_CLOUD = String(cloudPort)
  }

  /** @param rules such as `pwrite64:short:52 pwrite64:ENOSPC:53`; none only notes the steps */
  arm(rules = ''): void {
    const text = Buffer.alloc(planBytes - 4)
    text.write(rules, 'latin1')
    writeSync(this.#plan, text, 0, text.length, 4)
    this.#counter += 1
    const counter = Buffer.alloc(4)
    counter.writeUInt32LE(this.#counter)
    writeSync(this.#plan, counter, 0, 4, 0)
  }

  /** The calls since the last arming, in order. */
  steps(): Step[] {
    const prefix = `${this.#counter} `
    const lines = readFileSync(this.#logFile, 'latin1').split('\n')
    const met = new Map<string, number>()
    return lines
      .filter((line) => line.startsWith(prefix))
      .map((line) => {
        const step = this.#stepIn(line)
        const nth = (met.get(`${step.call} ${step.file}`) ?? 0) + 1
        met.set(`${step.call} ${step.file}`, nth)
        return { ...step, nth }
      })
  }

  close(): void {
    closeSync(this.#plan)
  }

  #stepIn(line: string): Omit<Step, 'nth'> {
    const [, , call = '', path = '', action = ''] = line.split(' ')
    const file = call === 'sendmsg' ? path : fileName(relative(this.#dataDir, path) || '.')
    return { call, action, file }
  }
}

/** `settings.json.tmp-1764425000123abc` is written as `settings.json.tmp-*`. */
export function fileName(path: string): string {
  return path.replace(/(tmp-|\.tmp|damaged-)[\w.-]*/, '$1*')
}
