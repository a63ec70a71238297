import { useMemo } from 'react'
import { faultOf } from '#renderer/agent/fault.ts'
import { FaultNotice } from './FaultNotice.tsx'

interface ErrorNoticeProps {
  error: unknown
  onRetry?: () => void
  hasFields?: boolean
}

/** Says why a call failed. Shows nothing without an error. */
export function ErrorNotice({ error, onRetry, hasFields }: ErrorNoticeProps) {
  const fault = useMemo(() => (error ? faultOf(error) : undefined), [error])
  return fault && <FaultNotice key={String(fault.code)} fault={fault} onRetry={onRetry} hasFields={hasFields} />
}
