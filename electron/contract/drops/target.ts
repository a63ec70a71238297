/** Where files of a folder go. */
export interface DropAddress {
  kind: 'sftp' | 'ftps'
  host: string
  port: number
  user: string
  /** From `/` on, or relative to where the server puts the user: `''` for that place itself. Without slashes at its end. */
  folder: string
}

const defaultPorts = { sftp: 22, ftps: 21 }

/** `undefined` for what names no server, no user, or says more than an address. */
export function readDropTarget(text: string): DropAddress | undefined {
  const [, kind] = /^(sftp|ftps):\/\//.exec(text) ?? []
  if ((kind !== 'sftp' && kind !== 'ftps') || !URL.canParse(text)) return undefined
  const { username, password, hostname, port, pathname, search, hash } = new URL(text)
  const [user, path] = [decoded(username), decoded(pathname)]
  if (!user || path === undefined || !hostname || password || search || hash || text.includes('?')) return undefined
  if (/\p{Cc}|\\/u.test(user + path) || path.split('/').some((part) => part === '.' || part === '..')) return undefined
  return {
    ...{ kind, user, host: hostname.replace(/^\[|\]$/g, '') },
    port: port === '' ? defaultPorts[kind] : Number(port),
    folder: folderOf(path),
  }
}

/** One slash begins a path where the user is put, two the path from the root on, as in curl. */
function folderOf(path: string): string {
  let end = path.length
  while (path[end - 1] === '/') end -= 1
  return path.slice(1, Math.max(end, 1))
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
