import type { UpstreamView } from '#contract/upstream.ts'
import type { ShownFault } from '#renderer/agent/fault.ts'
import { FaultNotice } from '#renderer/parts/fault/FaultNotice.tsx'

/** Says that the upstream is not ready, before a cashier tries a look-up that cannot succeed. */
export function UpstreamNotice({ upstream: { state, code, reason, remedy } }: { upstream: UpstreamView }) {
  if (state === 'ready') return null
  const fault: ShownFault = {
    code: (code ?? 'UPSTREAM_NOT_READY') as ShownFault['code'],
    detail: reason ?? '',
    remedy: remedy ?? '',
    issues: [],
  }
  return <FaultNotice fault={fault} />
}
