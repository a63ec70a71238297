import { Button, CopyButton, Group, Text } from '@mantine/core'
import { IconCopy, IconExternalLink } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { wrapping } from '#renderer/screens/customer/wrapping.ts'

/** The page where the customer signs in, for the browser of this machine. */
export function PageInBrowser({ url }: { url: string }) {
  const { t } = useTranslation()
  return (
    <>
      <Text size="lg">{t('customer.signIn.browser.text')}</Text>
      <Group>
        <Button
          component="a"
          size="xl"
          classNames={wrapping()}
          href={url}
          target="_blank"
          rel="noopener noreferrer"
          leftSection={<IconExternalLink aria-hidden />}
        >
          {t('customer.signIn.browser.open')}
        </Button>
        <CopyButton value={url}>
          {({ copied, copy }) => (
            <Button
              size="xl"
              variant="default"
              classNames={wrapping()}
              leftSection={<IconCopy aria-hidden />}
              onClick={copy}
            >
              {t(copied ? 'customer.signIn.browser.copied' : 'customer.signIn.browser.copy')}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text>{t('customer.signIn.browser.private')}</Text>
    </>
  )
}
