import { Button, CopyButton } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './KeyCard.module.css'

/** One value that a person enters in another program. */
export function CopyRow({ name, value }: { name: string; value: string }) {
  const { t } = useTranslation()
  return (
    <div className={classes.row}>
      <dt>{name}</dt>
      <dd>
        <code dir="ltr">{value}</code>
        <CopyButton value={value}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              aria-label={`${t('clients.copy')}: ${name}`}
              leftSection={copied ? <IconCheck size={20} aria-hidden /> : <IconCopy size={20} aria-hidden />}
              onClick={copy}
            >
              <span role="status">{copied ? t('clients.copied') : t('clients.copy')}</span>
            </Button>
          )}
        </CopyButton>
      </dd>
    </div>
  )
}
