import { Badge, Button, Group, Stack, Text } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SettingView } from '#contract/setting.ts'
import { agent } from '#renderer/agent/agent.ts'
import { ErrorNotice } from '#renderer/parts/fault/ErrorNotice.tsx'
import { SuccessNotice } from '#renderer/parts/fault/SuccessNotice.tsx'
import { ConfirmButton } from '#renderer/parts/form/ConfirmButton.tsx'
import { useFormats } from '#renderer/parts/format/useFormats.ts'
import { useManagerCall } from '#renderer/parts/pin/useManagerCall.ts'
import { SettingForm } from './SettingForm.tsx'
import classes from './SettingRow.module.css'
import { nameOfSetting, valueInWords } from './settingWords.ts'

type State = { step: 'shown'; notice?: string } | { step: 'editing' }

/** One setting: its value, the source of the value, and a form to change it in place. */
export function SettingRow({ setting }: { setting: SettingView }) {
  const { t } = useTranslation()
  const formats = useFormats()
  const [state, setState] = useState<State>({ step: 'shown' })
  const { value, source, fallback: defaultValue, needsRestart } = setting
  const name = nameOfSetting(setting.name, t)
  const isFixed = source !== 'default' && source !== 'settings'
  const reset = useManagerCall(
    () => agent.settings.set({ name: setting.name }),
    () => setState({ step: 'shown', notice: t('settings.wasReset') }),
  )
  const showSaved = () =>
    setState({ step: 'shown', notice: t(needsRestart ? 'settings.savedForRestart' : 'settings.saved') })
  return (
    <Stack gap="sm" className={classes.row ?? ''}>
      <div className={classes.shown}>
        <div>
          <Text fw={600}>{name}</Text>
          {defaultValue !== undefined && defaultValue !== value && (
            <Text size="sm" c="dimmed">
              {t('settings.default', { value: valueInWords(setting, defaultValue, t, formats) })}
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
          {!isFixed && (
            <Badge variant="light" tt="none" color={source === 'default' ? 'gray' : 'cyan'}>
              {t(`settings.sources.${source}`)}
            </Badge>
          )}
        </Stack>
        {state.step === 'shown' && !isFixed && (
          <Group gap="xs">
            <Button
              variant="default"
              aria-label={`${t('settings.edit')}: ${name}`}
              onClick={() => setState({ step: 'editing' })}
            >
              {t('settings.edit')}
            </Button>
            {source === 'settings' && (
              <ConfirmButton
                label={t('settings.reset')}
                ariaLabel={`${t('settings.reset')}: ${name}`}
                question={t('settings.resetTitle', { name })}
                confirmLabel={t('settings.reset')}
                isDestructive={false}
                variant="subtle"
                px="sm"
                loading={reset.isPending}
                onConfirm={() => reset.run()}
              />
            )}
          </Group>
        )}
      </div>
      {state.step === 'editing' && (
        <SettingForm setting={setting} name={name} onSaved={showSaved} onCancel={() => setState({ step: 'shown' })} />
      )}
      <SuccessNotice>{state.step === 'shown' && state.notice}</SuccessNotice>
      <ErrorNotice error={reset.error} />
    </Stack>
  )
}
