import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'it', typeof english> = {
  ready: 'Pronta',
  attention: 'Richiede attenzione',
  offline: 'Nessun servizio raggiungibile',
  blocked: 'Non funziona',
  outbox: 'Posta in uscita: {{open}} in attesa',
  outboxToDecide: 'Posta in uscita: {{open}} in attesa, {{needPerson}} da decidere',
  since: 'da {{time}}',
  testMode: 'Modalità di prova: {{upstreams}}',
  training: 'Addestramento: nulla conta',
  open: 'Apri',
  doctor: 'Controllo',
  customerScreen: 'Schermo del cliente',
  startAtLogin: 'Avvia con il computer',
  quit: 'Esci',
  cannotStart: 'Till Agent non può avviarsi',
  crashed: 'Till Agent si è fermato',
}
