import { Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconLinkOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { LanguageMenu } from '#renderer/parts/layout/LanguageMenu.tsx'

/** In place of every screen: this browser's session has ended, so no call would be answered. */
export function SignedOut() {
  const { t } = useTranslation()
  useDocumentTitle(`${t('shell.signedOut.title')} · ${t('shell.title')}`)
  return (
    <Stack component="main" role="alert" align="center" ta="center" p="xl" mt="10vh" mx="auto" maw="44rem">
      <IconLinkOff size={64} stroke={1.5} aria-hidden />
      <Title order={1} size="h2">
        {t('shell.signedOut.title')}
      </Title>
      <Text size="lg">{t('shell.signedOut.remedy')}</Text>
      <Text size="lg">
        {t('shell.signedOut.command')}{' '}
        <bdi dir="ltr">
          <code>till-agent ui</code>
        </bdi>
      </Text>
      <Text c="dimmed">{t('shell.signedOut.remember')}</Text>
      <LanguageMenu />
    </Stack>
  )
}
