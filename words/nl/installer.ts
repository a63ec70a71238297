import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'nl', typeof english> = {
  busy: 'Till Agent is bezig. Probeer het opnieuw als de verkoop klaar is.',
  forget: 'Ook de geheimen van de kassa uit de sleutelhanger verwijderen? De kassa moet dan opnieuw worden ingesteld.',
  summary: 'Verbindt de kassa met loyaliteit en andere clouddiensten',
}
