import { html, raw } from '#cli/localPage/html.ts'
import { styles } from '#cli/localPage/styles.ts'
import type { ScenarioResult } from './judge.ts'
import type { Step } from './openCertifyPage.ts'
import { resultSection } from './reportPage.ts'
import type { Scenario } from './scenarios.ts'

interface View {
  scenarios: readonly Scenario[]
  results: ReadonlyMap<string, ScenarioResult>
  step: Step
  shop: { port: number; upstream: string; key: string; simulatorUrl: string; code?: string }
}

/** The page that leads through a certification: where the POS has to call, then one section a scenario. */
export function certifyPage({ scenarios, results, step, shop }: View): string {
  const { port, upstream, key, simulatorUrl } = shop
  const passed = scenarios.filter(({ id }) => results.get(id)?.verdict === 'kept').length
  // While a scenario is under way the page shows the code as soon as it is sent.
  const refresh = step.kind === 'trying' ? '<meta http-equiv="refresh" content="2">' : ''
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8">${raw(refresh)}<title>Certification</title><style>${raw(styles)}</style></head>
<body>
<h1>Try your POS against what can go wrong</h1>
<p>Set your POS up with these. Everything here is invented, and ends with the command.</p>
<dl>
<dt>Address of the till agent</dt><dd><code>http://127.0.0.1:${port}</code></dd>
<dt>Upstream</dt><dd><code>${upstream}</code> (<code>/via/${upstream}</code>)</dd>
<dt>Key</dt><dd><code>${key}</code></dd>
<dt>Messages and requests</dt><dd><code>${simulatorUrl}/_simulator</code></dd>
</dl>
<p><b>${passed} of ${scenarios.length} passed.</b> <a href="/report.html">Report to print</a> · <a href="/report.json">signed report</a></p>
${raw(scenarios.map((scenario) => scenarioSection(scenario, results.get(scenario.id), step, shop.code)).join('\n'))}
</body>
</html>
`
}

function scenarioSection(scenario: Scenario, result: ScenarioResult | undefined, step: Step, code?: string): string {
  if (step.kind !== 'choosing' && step.scenario === scenario) return underWay(step, code)
  const again = button(`/start?scenario=${scenario.id}`, result ? 'Try again' : 'Start')
  if (result) return `${resultSection(result)}${step.kind === 'choosing' ? again : ''}`
  return html`<section><h2>${scenario.title}</h2>${raw(step.kind === 'choosing' ? again : '')}</section>`
}

function underWay(step: Exclude<Step, { kind: 'choosing' }>, code: string | undefined): string {
  const { title, acts, question } = step.scenario
  if (step.kind === 'asking')
    return html`<section class="now"><h2>${title}</h2><p>${question ?? ''}</p>
${raw(button('/answer?is=yes', 'Yes'))}${raw(button('/answer?is=no', 'No'))}</section>`
  const steps = acts.map(
    ({ does }, index) => html`<li>${raw(index === step.act ? html`<b>${does}</b>` : html`${does}`)}</li>`,
  )
  const sent = code === undefined ? '' : html`<p>The customer was sent this code: <span class="code">${code}</span></p>`
  return html`<section class="now"><h2>${title}</h2><ol>${raw(steps.join(''))}</ol>${raw(sent)}
${raw(button('/next', step.act + 1 < acts.length ? 'Done, the next one' : 'Done'))}</section>`
}

function button(action: string, label: string): string {
  return html`<form method="post" action="${action}"><button>${label}</button></form>`
}
