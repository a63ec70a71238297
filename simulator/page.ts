import type { FaultName } from './shared/injectedFaults.ts'
import type { Site } from './site.ts'

/** Where a button of the page leads. */
export const faultButtons = '/_simulator/fault-buttons'

/** What the buttons say. Each fault stays until another button ends all of them; `code` needs a number. */
const buttons: [Exclude<FaultName, 'code'>, string][] = [
  ['down', 'Pull the plug'],
  ['slow', 'Answer after 3 s'],
  ['401', 'Refuse the credential (401)'],
  ['403', 'Forbid (403)'],
  ['429', 'Too many requests (429)'],
  ['498', 'Expired token (498)'],
  ['503', 'Out of service (503)'],
  ['521 once', 'Customer busy, once (521)'],
  ['reset', 'Reset the connection'],
  ['no effect, reset', 'No effect, then reset'],
  ['effect, then reset', 'Effect, then reset'],
  ['effect, then 503', 'Effect, then 503'],
  ['half a body', 'Half a body'],
  ['html 502', 'HTML in place of JSON (502)'],
]

/**
 * A page with the latest messages, the active faults, a button for each fault, and the latest requests, credentials masked. It
 * reloads itself.
 */
export function page(site: Site): string {
  const messages = site.outbox
    .all()
    .slice(-10)
    .reverse()
    .map(({ at, channel, to, text, code }) => [time(at), channel, to, text, code])
  const requests = site.requestLog
    .all()
    .slice(-25)
    .reverse()
    .map(({ cloud, method, path, status, till, authorization }) => [
      cloud,
      method,
      path,
      status || '-',
      till ?? '-',
      authorization ?? '-',
    ])
  const faults = site.faults
    .all()
    .map(({ fault, code, method, path, left, delayMs }) => [
      code === undefined ? fault : `${fault} ${code}`,
      method ?? 'any',
      path ?? 'any',
      left ?? 'until cleared',
      delayMs ?? '-',
    ])
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="refresh" content="2">
<title>Simulated clouds</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; max-width: 72rem }
table { border-collapse: collapse; width: 100% }
form { display: flex; flex-wrap: wrap; gap: .5rem; margin: 1rem 0 }
button { font: inherit; min-height: 44px; padding: 0 1rem }
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>Simulated clouds</h1>
<h2>Message box</h2>
${table(['Sent', 'By', 'To', 'Text', 'Code'], messages, 'No codes sent yet.')}
<h2>Faults</h2>
${table(['Fault', 'Method', 'Path begins', 'Times left', 'Delay in ms'], faults, 'None: everything works.')}
<form method="post" action="${faultButtons}">
${button('', 'Everything works')}
${buttons.map(([fault, label]) => button(fault, label)).join('\n')}
</form>
<h2>Last requests</h2>
${table(['Cloud', 'Method', 'Path', 'Status', 'Till', 'Credential'], requests, 'No requests yet.')}
</body>
</html>
`
}

function table(heads: readonly string[], rows: ReadonlyArray<ReadonlyArray<string | number>>, empty: string): string {
  if (rows.length === 0) return `<p>${empty}</p>`
  const line = (cells: readonly (string | number)[], tag: 'th' | 'td') =>
    `<tr>${cells.map((cell) => `<${tag}>${escaped(String(cell))}</${tag}>`).join('')}</tr>`
  return `<table>${line(heads, 'th')}${rows.map((row) => line(row, 'td')).join('\n')}</table>`
}

function button(fault: string, label: string): string {
  return `<button name="fault" value="${fault}">${label}</button>`
}

function time(at: number): string {
  return new Date(at).toISOString().slice(11, 19)
}

function escaped(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character)
}
