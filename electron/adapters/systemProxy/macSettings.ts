import { outputOf } from '#adapters/system/systemCommand.ts'
import type { ProxySettings } from './proxySettings.ts'

export async function readMacSettings(): Promise<ProxySettings | undefined> {
  return parseMacSettings(await outputOf('/usr/sbin/scutil', ['--proxy']).catch(() => ''))
}

/** @param output of `scutil --proxy`: a dictionary of the service that is in use */
export function parseMacSettings(output: string): ProxySettings | undefined {
  const values = new Map<string, string>()
  const exceptions: string[] = []
  // The dictionaries of single interfaces stand below, under __SCOPED__.
  const own = output.split('__SCOPED__', 1)[0] ?? ''
  for (const line of own.split('\n')) {
    const [, key = '', value = ''] = /^\s*(\w+) : (.*)$/.exec(line.trimEnd()) ?? []
    if (/^\d+$/.test(key)) exceptions.push(value)
    else if (key !== '') values.set(key, value)
  }
  const isOn = (key: string) => values.get(key) === '1'
  if (isOn('ExcludeSimpleHostnames')) exceptions.push('<local>')
  const pacUrl = isOn('ProxyAutoConfigEnable') ? values.get('ProxyAutoConfigURLString') : undefined
  const host = isOn('HTTPSEnable') ? values.get('HTTPSProxy') : undefined
  if (!pacUrl && !host) return undefined
  const port = values.get('HTTPSPort')
  return { source: 'macos', pacUrl, secure: host && `${host}${port ? `:${port}` : ''}`, exceptions }
}
