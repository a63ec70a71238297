import { html, raw } from '#cli/localPage/html.ts'
import { styles } from '#cli/localPage/styles.ts'
import type { BrowserAsks } from './browserAsks.ts'
import type { CallCheck } from './callCheck.ts'
import type { PolicyFile } from './policyFiles.ts'

export interface Readiness {
  origin: string
  agentUrl: string
  browser: BrowserAsks
  call: CallCheck
  /** Files of this machine that let the page call; `undefined` where policies are no files. */
  policies: string[] | undefined
  files: readonly PolicyFile[]
  snippet: string
}

interface Point {
  title: string
  state: 'kept' | 'broken' | 'unseen'
  text: string
}

/** What stands between the shop's page and the agent, in the order in which it is to be put right. */
export function pointsOf({ origin, agentUrl, browser, call, policies }: Readiness): Point[] {
  return [callPoint(origin, agentUrl, call), browserPoint(browser), policyPoint(policies, browser)]
}

function callPoint(origin: string, agentUrl: string, call: CallCheck): Point {
  const title = 'The agent'
  switch (call) {
    case 'let in':
      return { title, state: 'kept', text: `It answers pages of ${origin}.` }
    case 'not paired':
      return {
        ...{ title, state: 'broken' },
        text: `It does not know ${origin}. Run: till-agent client add web-pos --origin ${origin} --grant …`,
      }
    case 'no agent':
      return { title, state: 'broken', text: `Nothing answers at ${agentUrl}. Start the agent: till-agent serve` }
  }
}

function browserPoint({ browser, asks, permission }: BrowserAsks): Point {
  const title = `This browser: ${browser}`
  switch (asks) {
    case 'nothing':
      return { title, state: 'kept', text: 'It asks nothing. Versions from 142 on do.' }
    case 'once a site':
      return {
        ...{ title, state: 'unseen' },
        text: `It asks the person once whether the page may reach this device (${permission}), unless a policy answers.`,
      }
    case 'unknown':
      return { title, state: 'unseen', text: 'What it asks is not known: try it with the lines below.' }
  }
}

function policyPoint(policies: string[] | undefined, { policies: known }: BrowserAsks): Point {
  const title = 'Policy of this machine'
  const names = known.length > 0 ? ` It knows ${known.join(' and ')}.` : ''
  if (policies === undefined) return { title, state: 'unseen', text: `See chrome://policy or edge://policy.${names}` }
  if (policies.length > 0) return { title, state: 'kept', text: `Nobody is asked: ${policies.join(', ')}` }
  return { title, state: 'unseen', text: `None: each person is asked. Take a file below to have nobody asked.${names}` }
}

/** docs/web-pos.md for one shop's own page. */
export function readinessPage(readiness: Readiness): string {
  const { origin, files, snippet } = readiness
  return html`<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Web POS</title><style>${raw(styles)}</style></head>
<body>
<h1>Is ${origin} ready to call the till agent?</h1>
<p>Open this page in the browser that the checkout runs in. It checks anew each time it is loaded.</p>
${raw(
  pointsOf(readiness)
    .map(({ title, state, text }) => html`<section class="${state}"><h2>${title}</h2><p>${text}</p></section>`)
    .join('\n'),
)}
<h2>Test the call</h2>
<p>Only in the page itself does the browser say what it allows. Open ${origin}, press F12, and paste this into the console:</p>
<pre><code>${snippet}</code></pre>
<h2>Policy files</h2>
<p>They let ${origin} call this machine, and no other page.</p>
<ul>${raw(files.map(({ name, goes }) => html`<li><a href="/policy/${name}">${name}</a>: ${goes}</li>`).join(''))}</ul>
</body>
</html>
`
}
