import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'nl', typeof english> = {
  running: 'Till Agent {{version}} draait: {{condition}}.',
  notRunning: 'Till Agent draait niet. Start het met ‘{{command}}’.',
  whatToDo: 'Wat te doen:',
  inEnglish: 'Details in het Engels:',
  thisTill: 'Kassa',
  columns: {
    upstream: 'Dienst',
    scheme: 'Soort',
    state: 'Toestand',
    requests: 'Aanvragen',
    connections: 'Verbindingen',
    outcome: 'Uitkomst',
    check: 'Controle',
    found: 'Bevinding',
  },
  somethingWrong: 'Er is iets mis. Wat te doen:',
  warnings_one: 'Geen fouten, {{count, number}} waarschuwing:',
  warnings_other: 'Geen fouten, {{count, number}} waarschuwingen:',
  nothingWrong: 'Alles is in orde.',
}
