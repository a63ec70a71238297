import type { Site } from './site.ts'

/**
 * A page with the latest messages, the active faults and the latest requests, credentials masked. It reloads itself.
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
th, td { text-align: left; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid #ccc; overflow-wrap: anywhere }
</style>
</head>
<body>
<h1>Simulated clouds</h1>
<h2>Message box</h2>
${table(['Sent', 'By', 'To', 'Text', 'Code'], messages, 'No codes sent yet.')}
<h2>Faults</h2>
${table(['Fault', 'Method', 'Path begins', 'Times left', 'Delay in ms'], faults, 'None: everything works.')}
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

function time(at: number): string {
  return new Date(at).toISOString().slice(11, 19)
}

function escaped(text: string): string {
  const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
  return text.replace(/[&<>"']/g, (character) => names[character] ?? character)
}
