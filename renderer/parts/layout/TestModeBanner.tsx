import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './TestModeBanner.module.css'

/** Says on every screen that what is done here does not count. @param upstreams those in mode `test`, by id */
export function TestModeBanner({ upstreams }: { upstreams: readonly string[] }) {
  const { t } = useTranslation()
  return (
    <Text className={classes.banner} role="status" fw={650}>
      {t('shell.testMode', { upstreams: upstreams.join(', ') })}
    </Text>
  )
}
