import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'it', typeof english> = {
  title: 'Aggiornamenti',
  version: 'Versione',
  offered: 'Versione più recente',
  ring: 'Gruppo di negozi',
  quietHours: 'Ore tranquille',
  fresh: 'Ultima ricerca riuscita',
  never: 'Ancora nessuna',
  steps: {
    idle: 'È la versione più recente per questo negozio.',
    checking: 'Ricerca di una versione più recente…',
    available: 'È disponibile una versione più recente.',
    downloading: 'Scaricamento di {{version}}…',
    ready: 'Scaricata e controllata. Si installa quando la cassa è ferma.',
    installing: 'Installazione. La finestra torna da sola.',
    proving: 'Si controlla se la nuova versione funziona.',
    'rolling-back': 'La nuova versione non funzionava. Si ripristina la precedente.',
  },
  waits: {
    paused: 'Gli aggiornamenti sono in pausa.',
    pinned: 'La sede centrale tiene questo negozio alla sua versione.',
    'not-in-ring': 'Prima la ricevono altri negozi.',
    'failed-before': 'Qui prima non ha funzionato. Si attende una versione più recente.',
    'request-under-way': 'Attende la fine di una richiesta.',
    'sale-just-now': 'Attende un momento tranquillo.',
    'verification-open': 'Attende la verifica di un cliente.',
    'pairing-open': 'Attende la risposta a un programma che chiede l’accesso.',
    'outside-quiet-hours': 'Attende le ore tranquille del negozio.',
  },
  outcomes: {
    done: 'La versione {{version}} è stata installata {{when}}.',
    'rolled-back': 'La versione {{version}} non funzionava ed è stata rimossa {{when}}.',
    stuck: 'Non è stato possibile rimuovere la versione {{version}} {{when}}. Chiami l’assistenza.',
  },
  progress: '{{bytes}} di {{of}}',
  check: 'Cerca aggiornamenti',
  install: 'Installa ora',
  installTitle: 'Installare ora la versione {{version}}?',
  installExplain: 'Till Agent si ferma e riparte. Il software di cassa non raggiunge i servizi per circa mezzo minuto.',
}
