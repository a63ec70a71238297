import { ActionIcon, List, Stack, Text } from '@mantine/core'
import { IconHelp } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'wouter'
import { Dialog } from '#renderer/parts/form/Dialog.tsx'
import { HelpSupport } from './HelpSupport.tsx'

const topics = ['customer', 'status', 'outbox', 'clients', 'upstreams', 'settings'] as const
const lines = ['first', 'second', 'third', 'fourth', 'fifth'] as const

/** Help for the screen that is open: five lines, the next step, and what support needs. */
export function HelpButton() {
  const { t } = useTranslation()
  const [path] = useLocation()
  const [isOpen, setOpen] = useState(false)
  const topic = topics.find((name) => path.startsWith(`/${name}`)) ?? 'status'
  return (
    <>
      <ActionIcon variant="subtle" size={44} color="gray" aria-label={t('help.open')} onClick={() => setOpen(true)}>
        <IconHelp size={24} aria-hidden />
      </ActionIcon>
      <Dialog title={t(`help.${topic}.title`)} isOpen={isOpen} onClose={() => setOpen(false)}>
        <Stack gap="md">
          <List type="ordered" spacing="xs">
            {lines.map((line) => (
              <List.Item key={line}>{t(`help.${topic}.lines.${line}`)}</List.Item>
            ))}
          </List>
          <Text>
            <b>{t('help.next')}:</b> {t(`help.${topic}.next`)}
          </Text>
          <HelpSupport onLeave={() => setOpen(false)} />
        </Stack>
      </Dialog>
    </>
  )
}
