import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'it', typeof english> = {
  running: 'Till Agent {{version}} è in esecuzione: {{condition}}.',
  notRunning: 'Till Agent non è in esecuzione. Lo avvii con «{{command}}».',
  whatToDo: 'Che cosa fare:',
  inEnglish: 'Dettagli in inglese:',
  thisTill: 'Cassa',
  columns: {
    upstream: 'Servizio',
    scheme: 'Tipo',
    state: 'Stato',
    requests: 'Richieste',
    connections: 'Connessioni',
    outcome: 'Esito',
    check: 'Controllo',
    found: 'Risultato',
  },
  somethingWrong: 'Qualcosa non va. Che cosa fare:',
  warnings_one: 'Nessun errore, {{count, number}} avviso:',
  warnings_many: 'Nessun errore, {{count, number}} di avvisi:',
  warnings_other: 'Nessun errore, {{count, number}} avvisi:',
  nothingWrong: 'Va tutto bene.',
}
