import { Group, Input, type MantineColorScheme, SegmentedControl, useMantineColorScheme } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Panel } from '../../parts/Panel.tsx'
import { type Language, languages, speak } from '../../words/words.ts'

const schemes: readonly MantineColorScheme[] = ['auto', 'light', 'dark']

/** How this window looks and speaks: its own business, not the till's. */
export function WindowSection() {
  const { t, i18n } = useTranslation()
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  return (
    <Panel title={t('settings.groups.window')}>
      <Group gap="xl" align="flex-start">
        <Input.Wrapper label={t('shell.language')} labelElement="div">
          <Group mt={4}>
            <SegmentedControl
              aria-label={t('shell.language')}
              value={i18n.language}
              data={Object.entries(languages).map(([value, label]) => ({ value, label }))}
              onChange={(language) => speak(language as Language)}
            />
          </Group>
        </Input.Wrapper>
        <Input.Wrapper label={t('shell.scheme.label')} labelElement="div">
          <Group mt={4}>
            <SegmentedControl
              aria-label={t('shell.scheme.label')}
              value={colorScheme}
              data={schemes.map((value) => ({ value, label: t(`shell.scheme.${value}`) }))}
              onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}
            />
          </Group>
        </Input.Wrapper>
      </Group>
    </Panel>
  )
}
