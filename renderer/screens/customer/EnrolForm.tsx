import { Button, Group, Text, TextInput, Title } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './customer.module.css'

interface EnrolFormProps {
  /** The number or address that the customer gave. */
  typed: string
  isBusy: boolean
  onEnrol: (names: { firstName: string; lastName?: string }) => void
  onCancel: () => void
}

const maxLength = 60

/** Takes the name of a customer whom nobody knows. The code that follows proves the number or address. */
export function EnrolForm({ typed, isBusy, onEnrol, onCancel }: EnrolFormProps) {
  const { t } = useTranslation()
  const [names, setNames] = useState({ firstName: '', lastName: '' })
  const [isTried, setTried] = useState(false)
  const first = useRef<HTMLInputElement>(null)
  const firstName = names.firstName.trim()
  const lastName = names.lastName.trim()
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (firstName === '') first.current?.focus()
    else if (!isBusy) onEnrol({ firstName, ...(lastName !== '' && { lastName }) })
  }
  const field = { size: 'lg', dir: 'auto', autoComplete: 'off', spellCheck: false, maxLength } as const
  return (
    <form className={classes.card} onSubmit={submit} aria-labelledby="enrol-title">
      <div>
        <Title order={2} id="enrol-title">
          {t('customer.enrol.title')}
        </Title>
        <Text size="lg">
          <bdi dir="ltr">{typed}</bdi>
        </Text>
      </div>
      <TextInput
        {...field}
        ref={first}
        autoFocus
        label={t('customer.enrol.firstName')}
        error={isTried && firstName === '' && t('customer.enrol.missing')}
        value={names.firstName}
        onChange={(event) => setNames({ ...names, firstName: event.currentTarget.value })}
      />
      <TextInput
        {...field}
        label={t('customer.enrol.lastName')}
        value={names.lastName}
        onChange={(event) => setNames({ ...names, lastName: event.currentTarget.value })}
      />
      <Text>{t('customer.enrol.consent')}</Text>
      <Group>
        <Button type="submit" size="xl" loading={isBusy}>
          {t('customer.enrol.submit')}
        </Button>
        <Button size="xl" variant="default" onClick={onCancel}>
          {t('parts.cancel')}
        </Button>
      </Group>
    </form>
  )
}
