/** What a request under `/display` asks for. */
export type DisplayRoute =
  | { kind: 'page' }
  | { kind: 'ask' }
  | { kind: 'prove'; challenge: string }
  | { kind: 'file'; path: string }
  | { kind: 'call' }
  /** The page has lost its key, and asks to be let in again. */
  | { kind: 'forget' }

const prefix = '/display'
/** Random bytes of the page, which the agent answers for. */
const challengePath = /^\/display\/proof\/([\w-]{43})$/

/** @returns `undefined` for a path of the staff's window */
export function displayRouteOf(method: string, path: string): DisplayRoute | undefined {
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return undefined
  if (method === 'POST') {
    if (path === `${prefix}/ask`) return { kind: 'ask' }
    return path === `${prefix}/end` ? { kind: 'forget' } : { kind: 'call' }
  }
  const [, challenge] = challengePath.exec(path) ?? []
  if (challenge !== undefined) return { kind: 'prove', challenge }
  return path === prefix || path === `${prefix}/` ? { kind: 'page' } : { kind: 'file', path: path.slice(prefix.length) }
}

/** Where the page begins. It takes its key out of the fragment, which no browser sends anywhere. */
export function displayPagePath(pageKey: string): string {
  return `${prefix}/#page-key=${pageKey}`
}
