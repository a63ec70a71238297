/**
 * To be pasted into the console of the POS page: only there does the browser say what it lets that page do. Says what is in the
 * way, in a sentence.
 */
export function snippetFor(agentUrl: string): string {
  return `(async () => {
  const say = (text) => (console.log(text), text)
  const states = {}
  for (const name of ['loopback-network', 'local-network-access'])
    states[name] = await navigator.permissions.query({ name }).then(({ state }) => state, () => 'unknown to this browser')
  console.table({ origin: location.origin, secure: window.isSecureContext, ...states })
  try {
    const answer = await fetch('${agentUrl}/v1/status', { headers: { 'Till-Agent-Key': 'none' }, targetAddressSpace: 'loopback' })
    const fault = answer.headers.get('Till-Agent-Fault')
    return say(fault === 'KEY_REFUSED' ? 'Ready: the browser lets this page reach the till agent.' : 'Another program answers: ' + fault)
  } catch (reason) {
    return say('Not ready (' + reason.message + '): permission, policy or origin. Read docs/web-pos.md 5.')
  }
})()`
}
