import type { UpstreamView } from '../../../electron/contract/upstream.ts'
import type { ShownFault } from '../../agent/fault.ts'
import { FaultNotice } from '../../parts/FaultNotice.tsx'

/** Said before anybody asks: the queue is spared a try that cannot succeed. */
export function UpstreamTrouble({ upstream: { state, code, reason, remedy } }: { upstream: UpstreamView }) {
  if (state === 'ready') return null
  const fault: ShownFault = {
    code: (code ?? 'UPSTREAM_NOT_READY') as ShownFault['code'],
    detail: reason ?? '',
    remedy: remedy ?? '',
    issues: [],
  }
  return <FaultNotice fault={fault} />
}
