import { useMemo } from 'react'
import { faultOf } from '#renderer/agent/fault.ts'
import { FaultNotice } from './FaultNotice.tsx'

/** Says why a call failed. Shows nothing without an error. */
export function ErrorNotice({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const fault = useMemo(() => (error ? faultOf(error) : undefined), [error])
  return fault && <FaultNotice key={String(fault.code)} fault={fault} onRetry={onRetry} />
}
