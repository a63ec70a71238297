import { useMemo } from 'react'
import { faultOf } from '../agent/fault.ts'
import { FaultNotice } from './FaultNotice.tsx'

/** Why a call failed, if it did. */
export function Refusal({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const fault = useMemo(() => (error ? faultOf(error) : undefined), [error])
  return fault && <FaultNotice key={String(fault.code)} fault={fault} onRetry={onRetry} />
}
