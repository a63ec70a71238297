/** The names of this machine, as `URL.hostname` spells them. Compared letter by letter: `localhost.` or `127.1` may be others'. */
export const loopbackHosts: readonly string[] = ['127.0.0.1', '[::1]', 'localhost']

export function isLoopbackHost(hostname: string): boolean {
  return loopbackHosts.includes(hostname)
}
