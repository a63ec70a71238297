import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './AgentMessage.module.css'

interface AgentMessageProps {
  /** The colour of the text, where it does not stand on the surface of the window. */
  c?: 'dimmed' | 'inherit'
  children: string
}

/**
 * The agent's own sentence, in English: it has the details that the translated sentence leaves out. In other languages it is folded
 * away, for whoever helps on the telephone.
 */
export function AgentMessage({ c = 'dimmed', children }: AgentMessageProps) {
  const { t, i18n } = useTranslation()
  const sentence = (
    <Text size="sm" c={c} dir="ltr" lang="en" ta="start">
      {children}
    </Text>
  )
  if (i18n.language === 'en') return sentence
  return (
    <details>
      <summary className={classes.summary}>{t('commandLine.inEnglish')}</summary>
      {sentence}
    </details>
  )
}
