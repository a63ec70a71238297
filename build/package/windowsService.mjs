// Compiles the program that the service control manager of Windows starts (build/windows/service.c).
import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('../windows/service.c', import.meta.url))
/** MinGW's, as Debian and as the hosts for Windows name it. */
const compilers = ['x86_64-w64-mingw32-gcc', ...(process.platform === 'win32' ? ['gcc'] : [])]

/** Whether it could be made. Where no compiler is, a package has no service; build/package/check.mjs refuses to publish that. */
export function makeWindowsService(path) {
  const args = ['-O2', '-s', '-Wall', '-Wextra', '-Werror', '-municode', '-o', path, source, '-lshell32']
  for (const compiler of compilers) {
    const { error, status, stderr } = spawnSync(compiler, args, { encoding: 'utf8' })
    if (error) continue
    if (status !== 0) throw new Error(`${compiler}: ${stderr}`)
    return true
  }
  return false
}

// node build/package/windowsService.mjs till-agent-service.exe
if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = makeWindowsService(process.argv[2]) ? 0 : 1
