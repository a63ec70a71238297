import { Button, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Keypad } from '#renderer/parts/keypad/Keypad.tsx'
import classes from '#renderer/screens/customer/customer.module.css'
import { saleText } from './saleText.ts'
import type { Sale } from './useSale.ts'

type StaffField = 'cashier' | 'shift'

/** Asks who serves, before the first customer. Enter leads from one field to the next; a badge can be scanned. */
export function StaffStep({ sale }: { sale: Sale }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState({ cashier: '', shift: '' })
  const [isTried, setTried] = useState(false)
  const [current, setCurrent] = useState<StaffField>(sale.asked.includes('cashier') ? 'cashier' : 'shift')
  const inputs = useRef<Partial<Record<StaffField, HTMLInputElement | null>>>({})
  const asked = sale.asked.filter((name): name is StaffField => name !== 'receipt')
  const type = (name: StaffField, text: string) => setTyped((before) => ({ ...before, [name]: saleText(text) }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = asked.find((name) => typed[name].trim() === '')
    // Enter in the first field leads on, and is no mistake.
    setTried(missing !== undefined && (missing === current || isTried))
    if (missing) inputs.current[missing]?.focus()
    else sale.setStaff(typed)
  }
  return (
    <div className={classes.withKeypad}>
      <form className={classes.card} onSubmit={submit} aria-labelledby="staff-title">
        <div>
          <Title order={2} id="staff-title">
            {t('customer.sale.ask')}
          </Title>
          <Text>{t('customer.sale.explain')}</Text>
        </div>
        {asked.map((name, at) => (
          <TextInput
            key={name}
            ref={(input) => {
              inputs.current[name] = input
            }}
            autoFocus={at === 0}
            classNames={{ input: classes.fieldInput ?? '' }}
            label={t(`customer.sale.${name}`)}
            error={isTried && typed[name].trim() === '' && t('customer.sale.missing')}
            size="lg"
            dir="auto"
            autoComplete="off"
            spellCheck={false}
            value={typed[name]}
            onFocus={() => setCurrent(name)}
            onChange={(event) => type(name, event.currentTarget.value)}
          />
        ))}
        <Button type="submit" size="xl" className={classes.start ?? ''}>
          {t('customer.sale.start')}
        </Button>
      </form>
      <Keypad
        onKey={(key) => type(current, typed[current] + key)}
        onErase={() => type(current, typed[current].slice(0, -1))}
      />
    </div>
  )
}
