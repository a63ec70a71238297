import { demoCustomers } from '#simulator/capillary/demoCustomers.ts'

export interface DemoFacts {
  /** Of the POS API. */
  url: string
  simulatorUrl: string
  key: string
  /** A command that looks a customer up. */
  curl: string
  ui: { url: string; expiresAt: number }
}

/** What a person can try while the demo runs. */
export function welcomeText({ url, simulatorUrl, key, curl, ui }: DemoFacts): string {
  return `The till agent listens on ${url}, and a simulated loyalty cloud on ${simulatorUrl}.
Only the agent has the cloud's password. Checkout software gets this key instead, which works on this machine only.

Look up a customer, in another terminal:

  ${curl}

Or as a cashier: open this in a browser on this machine, once and within ten minutes:

  ${ui.url}

Look up ${demoCustomers[0]?.mobile} and send a code. It arrives in the simulated cloud's message box: ${simulatorUrl}/_simulator

Then look further:

  status of the till   curl -H 'Till-Agent-Key: ${key}' ${url}/v1/status
  a cloud in trouble   curl ${simulatorUrl}/_simulator/faults -d '{"fault": "503", "times": 1}'
  your own checkout    README.md

Press Ctrl-C to stop. Nothing is saved.
`
}
