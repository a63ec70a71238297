import { Group, Input, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { LanguageSelect } from '#renderer/parts/layout/LanguageSelect.tsx'
import { Panel } from '#renderer/parts/layout/Panel.tsx'

const schemes: readonly MantineColorScheme[] = ['auto', 'light', 'dark']

/** Language and appearance of this window. The page stores them; the agent does not know them. */
export function WindowSection() {
  const { t } = useTranslation()
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
      </Group>
    </Panel>
  )
}
