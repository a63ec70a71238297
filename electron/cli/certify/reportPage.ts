import { html, raw } from '#cli/localPage/html.ts'
import { styles } from '#cli/localPage/styles.ts'
import type { ScenarioResult } from './judge.ts'
import type { SignedReport } from './report.ts'

const words = { kept: 'passed', broken: 'failed', unseen: 'not shown' }

/** The report as a page to print. */
export function reportPage({ report, publicKey, signature }: SignedReport): string {
  const { pos, agentVersion, at, how, passed, skipped, scenarios } = report
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Certification of ${pos}</title><style>${raw(styles)}</style></head>
<body>
<h1>${pos}: ${passed ? 'passed' : 'not passed'}</h1>
<p>Tried ${how} with Till Agent ${agentVersion}, on ${at}.
${skipped.length > 0 ? `Left out: ${skipped.join(', ')}.` : 'Nothing was left out.'}</p>
${raw(scenarios.map(resultSection).join('\n'))}
<footer>
<p>Signed by ES256 with the key ${String(publicKey.kid)}. The signature shows that nothing was changed since; who ran the
certification, it does not show. To check the file beside this page: <code>till-agent certify --check FILE</code></p>
<p class="signature">${signature}</p>
</footer>
</body>
</html>
`
}

/** One scenario with the rules it was judged by. */
export function resultSection({ title, verdict, rules }: ScenarioResult): string {
  return html`<section class="${verdict}">
<h2>${title}: ${words[verdict]}</h2>
<ul>${raw(
    rules
      .map(
        (rule) =>
          html`<li class="${rule.verdict}">${rule.says} <b>${words[rule.verdict]}</b>${raw(
            rule.verdict === 'kept' ? '' : html`<br>${rule.seen ?? ''} Read <code>${rule.read}</code>.`,
          )}</li>`,
      )
      .join(''),
  )}</ul>
</section>`
}
