/** The fault code that a command printed with `--json`; `undefined` when it printed none. */
export function faultCodeIn(stderr: string): string | undefined {
  const line = stderr.split('\n').find((text) => text.startsWith('{')) ?? ''
  try {
    return JSON.parse(line).error.code
  } catch {
    return undefined
  }
}
