import { List, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ClientView } from '#contract/client.ts'
import { grantsInWords } from './grantsInWords.ts'

/** What a client may do, upstream by upstream. */
export function GrantList({ client }: { client: Pick<ClientView, 'grants' | 'watchesAll'> }) {
  const { t } = useTranslation()
  const grants = grantsInWords(client.grants, t)
  if (grants.length === 0 && !client.watchesAll) return <Text>{t('clients.mayNothing')}</Text>
  return (
    <Stack gap="xs">
      {grants.map(({ upstream, sentences }) => (
        <div key={upstream}>
          <Text size="sm" c="dimmed">
            <bdi>{upstream}</bdi>
          </Text>
          <List size="md">
            {sentences.map((sentence) => (
              <List.Item key={sentence}>{sentence}</List.Item>
            ))}
          </List>
        </div>
      ))}
      {client.watchesAll && <Text>{t('clients.watchesAll')}</Text>}
    </Stack>
  )
}
