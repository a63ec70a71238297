import { styleText } from 'node:util'

/** What a word on a terminal tells at a glance. */
export type Tone = 'good' | 'attention' | 'trouble' | 'heading'

const styles = { good: 'green', attention: 'yellow', trouble: 'red', heading: 'bold' } as const

/** Coloured where `stream` is a terminal that shows colours; NO_COLOR and FORCE_COLOR decide before that. */
export function toned(text: string, tone: Tone, stream: NodeJS.WriteStream = process.stdout): string {
  return styleText(styles[tone], text, { stream })
}
