import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingView } from '../../../electron/contract/setting.ts'
import { agent } from '../../agent/agent.ts'
import { Outcome } from '../../parts/Outcome.tsx'
import { Refusal } from '../../parts/Refusal.tsx'
import { useFormats } from '../../parts/useFormats.ts'
import { useManagerCall } from '../../parts/useManagerCall.ts'
import { SettingForm } from './SettingForm.tsx'
import classes from './SettingRow.module.css'
import { nameOfSetting, valueInWords } from './settingWords.ts'

/** One setting: what it is, where that comes from, and a way to change it where it stands. */
export function SettingRow({ setting }: { setting: SettingView }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [isEdited, setEdited] = useState(false)
  const [said, setSaid] = useState<string>()
  const { value, source, fallback, needsRestart } = setting
  const name = nameOfSetting(setting.name, t)
  const isFixed = source === 'start' || source === 'policy'
  const reset = useManagerCall(
    () => agent.settings.set({ name: setting.name }),
    () => setSaid(t('settings.wasReset')),
  )
  const edit = () => {
    setSaid(undefined)
    setEdited(true)
  }
  const saved = () => {
    setEdited(false)
    setSaid(t(needsRestart ? 'settings.savedForRestart' : 'settings.saved'))
  }
  return (
    <Stack gap="sm" className={classes.row ?? ''}>
      <div className={classes.shown}>
        <div>
          <Text fw={600}>{name}</Text>
          {fallback !== undefined && fallback !== value && (
            <Text size="sm" c="dimmed">
              {t('settings.normally', { value: valueInWords(setting, fallback, t, formats) })}
            </Text>
          )}
          {needsRestart && (
            <Text size="sm" c="dimmed">
              {t('settings.needsRestart')}
            </Text>
          )}
          {isFixed && <Text size="sm">{t(`settings.fixed.${source}`)}</Text>}
        </div>
        <Stack className={classes.value ?? ''} gap={2} align="flex-start">
          <Text>{valueInWords(setting, value, t, formats)}</Text>
          <Badge variant="light" tt="none" color={source === 'default' ? 'gray' : 'cyan'}>
            {t(`settings.sources.${source}`)}
          </Badge>
        </Stack>
        {!isEdited && !isFixed && (
          <Group gap="xs">
            <Button variant="default" aria-label={`${t('settings.edit')}: ${name}`} onClick={edit}>
              {t('settings.edit')}
            </Button>
            {source === 'settings' && (
              <Button
                variant="subtle"
                px="sm"
                aria-label={`${t('settings.reset')}: ${name}`}
                loading={reset.isPending}
                onClick={() => reset.run()}
              >
                {t('settings.reset')}
              </Button>
            )}
          </Group>
        )}
      </div>
      {isEdited && <SettingForm setting={setting} name={name} onSaved={saved} onCancel={() => setEdited(false)} />}
      <Outcome>{said}</Outcome>
      <Refusal error={reset.error} />
    </Stack>
  )
}
