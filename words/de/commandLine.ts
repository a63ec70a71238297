import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'de', typeof english> = {
  running: 'Till Agent {{version}} läuft: {{condition}}.',
  notRunning: 'Till Agent läuft nicht. Starten Sie ihn mit „{{command}}“.',
  whatToDo: 'Was zu tun ist:',
  inEnglish: 'Einzelheiten auf Englisch:',
  thisTill: 'Kasse',
  columns: {
    upstream: 'Dienst',
    scheme: 'Art',
    state: 'Zustand',
    requests: 'Anfragen',
    connections: 'Verbindungen',
    outcome: 'Ergebnis',
    check: 'Prüfung',
    found: 'Befund',
  },
  somethingWrong: 'Etwas stimmt nicht. Was zu tun ist:',
  warnings_one: 'Keine Fehler, {{count, number}} Warnung:',
  warnings_other: 'Keine Fehler, {{count, number}} Warnungen:',
  nothingWrong: 'Alles in Ordnung.',
}
