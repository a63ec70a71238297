import type { Plugin } from 'vite'

/**
 * Lets oRPC tell what a value is without reading Node's globals `FormData` and `ReadableStream`, which load an HTTP client,
 * HTTP/2 and the streams of the web when they are first read. Who has such a value has loaded them.
 */
export function globalsUnread(): Plugin {
  return {
    name: 'globals-unread',
    // No line moves, and so the source map holds.
    transform: (code, id) => (id.includes('/node_modules/@orpc/') ? { code: byTag(code), map: null } : undefined),
  }
}

export function byTag(code: string): string {
  return code.replace(/ instanceof (FormData|ReadableStream)\b/g, '?.[Symbol.toStringTag] === "$1"')
}
