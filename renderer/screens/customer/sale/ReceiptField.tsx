import { TextInput } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Sale } from './useSale.ts'

/** Takes the number of the receipt, typed or scanned. It gets the focus when a code is to be sent without it. */
export function ReceiptField({ sale }: { sale: Sale }) {
  const { t } = useTranslation()
  const field = useRef<HTMLInputElement>(null)
  const { isReceiptMissing, typed } = sale
  useEffect(() => {
    if (isReceiptMissing) field.current?.focus()
  }, [isReceiptMissing])
  return (
    <TextInput
      ref={field}
      label={t('customer.sale.receipt')}
      error={isReceiptMissing && t('customer.sale.missing')}
      size="lg"
      dir="auto"
      autoComplete="off"
      spellCheck={false}
      value={typed.receipt}
      onChange={(event) => sale.setReceipt(event.currentTarget.value)}
    />
  )
}
