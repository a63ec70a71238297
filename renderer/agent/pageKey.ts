import { importPageKey } from './handshake.ts'
import { isDisplay } from './pageKind.ts'

/** Both pages may be open in one browser, each with a key of its own. */
const name = isDisplay ? 'display-key' : 'page-key'

let taken: Promise<CryptoKey | undefined> | undefined

/**
 * The key by which this page and the agent know each other, beside the session's cookie; `undefined` for a page that no link has opened.
 * A one-time link leads here with the key in the fragment, which is taken out of the address at once. The browser keeps it so that
 * nobody can read it any more, not even a program that takes this port and so is the same origin to the browser. What names it is in
 * the storage of this tab, unless the browser is remembered. A cookie goes to every port of the machine (RFC 6265 §8.5).
 */
export function takePageKey(): Promise<CryptoKey | undefined> {
  taken ??= take()
  return taken
}

/** Has the key outlast this tab, or takes that back. */
export function keepPageKey(isRemembered: boolean): void {
  const id = storedId()
  if (id === null) return
  sessionStorage.setItem(name, id)
  if (isRemembered) localStorage.setItem(name, id)
  else localStorage.removeItem(name)
}

/** After the session has ended. */
export function dropPageKey(): void {
  const id = storedId()
  taken = Promise.resolve(undefined)
  sessionStorage.removeItem(name)
  localStorage.removeItem(name)
  if (id !== null) void inKeys('readwrite', (keys) => keys.delete(id)).catch(() => {})
}

function storedId(): string | null {
  return sessionStorage.getItem(name) ?? localStorage.getItem(name)
}

async function take(): Promise<CryptoKey | undefined> {
  const fragment = new URLSearchParams(location.hash.slice(1))
  const given = fragment.get('page-key')
  if (given === null) {
    const id = storedId()
    return id === null ? undefined : inKeys<CryptoKey | undefined>('readonly', (keys) => keys.get(id))
  }
  history.replaceState(null, '', location.pathname)
  const id = crypto.randomUUID()
  localStorage.removeItem(name)
  sessionStorage.setItem(name, id)
  // A display stays let in until a manager removes it, and a remembered browser by the next link, too.
  if (isDisplay || fragment.has('remembered')) localStorage.setItem(name, id)
  const key = await importPageKey(given)
  // A browser that stores nothing has the key as long as the page is open.
  await inKeys('readwrite', (keys) => keys.put(key, id)).catch(() => {})
  return key
}

/** Makes one request of the store of keys in IndexedDB, which keeps a key that cannot be read as such. */
async function inKeys<Result>(
  mode: IDBTransactionMode,
  request: (keys: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const opening = indexedDB.open(name, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('keys')
  const database = await resultOf(opening)
  try {
    return await resultOf(request(database.transaction('keys', mode).objectStore('keys')))
  } finally {
    database.close()
  }
}

function resultOf<Result>(request: IDBRequest<Result>): Promise<Result> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}
