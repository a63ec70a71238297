import { Group, Input, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type KeyboardChoice,
  keyboardChoices,
  storedKeyboardChoice,
  storeKeyboardChoice,
} from '#renderer/parts/keyboard/keyboardChoice.ts'
import { LanguageSelect } from '#renderer/parts/layout/LanguageSelect.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'

const schemes: readonly MantineColorScheme[] = ['auto', 'light', 'dark']

/** Language, appearance and keyboard of this window. The page stores them; the agent does not know them. */
export function WindowSection() {
  const { t } = useTranslation()
  const [keyboard, setKeyboard] = useState(storedKeyboardChoice)
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Panel title={t('settings.groups.window')}>
      <Group gap="xl" align="flex-start">
        <LanguageSelect />
        <Input.Wrapper label={t('shell.colorScheme.label')} labelElement="div">
          <Group mt={4}>
            <SegmentedControl
              aria-label={t('shell.colorScheme.label')}
              value={colorScheme}
              data={schemes.map((value) => ({ value, label: t(`shell.colorScheme.${value}`) }))}
              onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
            />
          </Group>
        </Input.Wrapper>
        <Input.Wrapper label={t('parts.keyboard.label')} labelElement="div">
          <Group mt={4}>
            <SegmentedControl
              aria-label={t('parts.keyboard.label')}
              value={keyboard}
              data={keyboardChoices.map((value) => ({ value, label: t(`parts.keyboard.${value}`) }))}
              onChange={(value) => {
                setKeyboard(value as KeyboardChoice)
                storeKeyboardChoice(value as KeyboardChoice)
              }}
            />
          </Group>
        </Input.Wrapper>
      </Group>
    </Panel>
  )
}
