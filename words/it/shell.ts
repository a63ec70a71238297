import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'it', typeof english> = {
  title: 'Till Agent',
  screens: 'Schermate',
  customer: 'Cliente',
  status: 'Stato',
  outbox: 'Posta in uscita',
  clients: 'Programmi',
  upstreams: 'Servizi',
  settings: 'Impostazioni',
  condition: {
    ready: 'Pronta',
    attention: 'Attenzione',
    blocked: 'Bloccata',
    offline: 'Offline',
    disconnected: 'Non in esecuzione',
    unknown: 'Un momento…',
  },
  conditionLink: 'Stato di questa cassa: {{condition}}',
  language: 'Lingua',
  colorScheme: { label: 'Aspetto', light: 'Chiaro', dark: 'Scuro', auto: 'Come il sistema' },
  signedOut: {
    title: 'La sessione è terminata.',
    remedy:
      'Continui a vendere e chieda al responsabile di riaprire questa schermata con un nuovo link. Vale una volta, per dieci minuti, su questo computer.',
    command: 'Il responsabile ne ottiene uno su questo computer con il comando',
    remember: 'Perché non accada ogni giorno, il responsabile può scegliere «Resta connesso» in «Impostazioni».',
  },
  testMode: 'Modalità di prova: {{upstreams}}. Ciò che si fa lì non conta.',
  trainingCode: 'Il cliente ha ricevuto il codice {{code}}.',
  training: 'Addestramento fino alle {{time}}. Ciò che si fa qui non conta.',
  offline: {
    title: 'Till Agent non risponde. Si può continuare a vendere.',
    remedy: 'Questa schermata torna a funzionare da sola appena Till Agent è in esecuzione.',
  },
}
