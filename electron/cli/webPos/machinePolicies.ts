import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseJson } from '#core/base/parseJson.ts'

/** Where browsers on Linux look for policies of the machine. */
const folders = ['/etc/chromium/policies/managed', '/etc/opt/chrome/policies/managed', '/etc/opt/edge/policies/managed']

/** The files of this machine that let pages of an origin call it; `undefined` on systems whose policies are no files. */
export function policiesFor(origin: string, from = folders, platform: string = process.platform): string[] | undefined {
  if (platform !== 'linux') return undefined
  return from.flatMap((folder) =>
    namesIn(folder)
      .map((name) => join(folder, name))
      .filter((file) => allows(file, origin)),
  )
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => name.endsWith('.json'))
  } catch {
    // This browser is not there, or has no policy.
    return []
  }
}

function allows(file: string, origin: string): boolean {
  const policy = parseJson(textOf(file))
  if (typeof policy !== 'object' || policy === null) return false
  return Object.entries(policy).some(
    ([name, urls]) =>
      /^(Loopback|LocalNetworkAccess|LocalNetwork)\w*AllowedForUrls$/.test(name) &&
      Array.isArray(urls) &&
      urls.includes(origin),
  )
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
