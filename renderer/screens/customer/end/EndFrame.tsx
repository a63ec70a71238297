import { Button, Text, Title } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { wrapping } from '#renderer/screens/customer/wrapping.ts'
import classes from './EndFrame.module.css'

interface EndFrameProps {
  /** Colours the screen. */
  state: 'confirmed' | 'refused' | 'expired' | 'cancelled'
  Icon: TablerIcon
  title: string
  text: string
  /** Whom it is about. */
  children?: ReactNode
  /** What is known of them, and what it was for. */
  facts?: ReactNode
  otherAction?: ReactNode
  onNext: () => void
}

/** The last screen of a customer. Its button leads to the next one. */
export function EndFrame({ state, Icon, title, text, children, facts, otherAction, onNext }: EndFrameProps) {
  const { t } = useTranslation()
  return (
    <section className={classes.frame} data-state={state} aria-labelledby="end-title">
      <span className={classes.icon}>
        <Icon size={64} stroke={2.5} aria-hidden />
      </span>
      <Title order={2} id="end-title">
        {title}
      </Title>
      <Text size="lg" maw="34rem">
        {text}
      </Text>
      {children && (
        <Text className={classes.name ?? ''} component="div">
          {children}
        </Text>
      )}
      {facts}
      <Button size="xl" classNames={wrapping()} autoFocus onClick={onNext}>
        {t('customer.ended.next')}
      </Button>
      {otherAction}
    </section>
  )
}
