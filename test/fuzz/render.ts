import { edited } from './edits.ts'
import type { Caller, FuzzConnection, FuzzRequest } from './requestGrammar.ts'

/** What the words of the grammar stand for in this run. */
export interface Meaning {
  /** The Host that means the agent. */
  host: string
  /** The key of each caller; none for `nobody`. */
  keys: Record<Caller, string | undefined>
}

/** The bytes of a connection, as Latin-1. @param ids one for each request, which it carries in `X-Fuzz-Id` */
export function render({ requests, edits }: FuzzConnection, ids: readonly string[], meaning: Meaning): string {
  const stream = requests.map((request, at) => renderOne(request, ids[at] ?? '', meaning)).join('')
  return edits.reduce(edited, stream)
}

function renderOne(request: FuzzRequest, id: string, { host, keys }: Meaning): string {
  const { method, target, version, hosts, fields, framing } = request
  const lines = [
    [method, target, version].filter((part) => part !== '').join(' '),
    ...hosts.map((name) => `Host: ${name === 'right' ? host : name}`),
    ...keyFields(request, keys[request.caller]),
    `X-Fuzz-Id: ${id}`,
    ...[...fields, ...framing.fields].map(([name, value]) => `${name}: ${value}`),
  ]
  return `${lines.join('\r\n')}\r\n\r\n${framing.wire}`
}

function keyFields({ keyWay }: FuzzRequest, key: string | undefined): string[] {
  if (key === undefined) return []
  const own = `Till-Agent-Key: ${key}`
  const basic = `Authorization: Basic ${Buffer.from(`any:${key}`).toString('base64')}`
  switch (keyWay) {
    case 'header':
      return [own]
    case 'bearer':
      return [`Authorization: Bearer ${key}`]
    case 'basic':
      return [basic]
    case 'both':
      return [own, basic]
  }
}
