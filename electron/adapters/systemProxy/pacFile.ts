import { fileURLToPath } from 'node:url'
import { readGuardedText } from '#adapters/files/guardedFile.ts'
import { createAxiosHttp } from '#adapters/network/axiosHttp.ts'

/** As Chromium's bound. */
const maxBytes = 1024 * 1024

const timeouts = { connectTimeoutMs: 2_000, answerTimeoutMs: 3_000 }

/**
 * Fetches a PAC file, by the straight way: the file is what tells another. Redirects are not followed. The file decides only
 * which proxy sees encrypted bytes, so `http:` is taken, as everywhere.
 *
 * @returns `undefined` when it cannot be had
 */
export async function fetchPac(address: string): Promise<string | undefined> {
  if (!URL.canParse(address)) return undefined
  const url = new URL(address)
  if (url.protocol === 'file:') return readPac(url)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined
  const http = createAxiosHttp({ baseUrl: url.origin }, undefined, timeouts)
  const outcome = await http.request({ method: 'GET', path: url.pathname + url.search, headers: {} })
  return outcome.kind === 'reply' && outcome.status === 200 ? outcome.body : undefined
}

function readPac(url: URL): string | undefined {
  try {
    const read = readGuardedText(fileURLToPath(url), { maxBytes, owner: 'this-user-or-root' })
    return read.outcome === 'text' ? read.text : undefined
  } catch {
    return undefined
  }
}

/** The address of a PAC file for people: without a login, and without a query, which may hold one. */
export function pacText(address: string): string {
  if (!URL.canParse(address)) return address
  const { protocol, host, pathname } = new URL(address)
  return `${protocol}//${host}${pathname}`
}
