import type { Words } from '#words/catalogue.ts'
import type { faultCases as english } from '#words/en/faultCases.ts'

/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases: Words<'it', typeof english> = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: 'Ora non si possono cercare clienti.',
      remedy: 'Riprovi tra un momento. Se non basta, veda il motivo in «Stato». La vendita può continuare.',
    },
    UPSTREAM_SILENT: {
      title: 'Il servizio non ha risposto a questa ricerca.',
      remedy: 'Cerchi di nuovo il cliente. La vendita può continuare.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Il servizio non è raggiungibile, quindi non si può cercare nessuno.',
      remedy: 'La vendita può continuare. Riprovi più tardi; se resta così, avvisi il responsabile.',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: 'Nessun codice inviato: il servizio ora non ne invia.',
      remedy: 'Serva il cliente senza verifica e riferisca al responsabile ciò che è scritto sotto.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Nessun codice inviato: il servizio non è raggiungibile.',
      remedy: 'Riprovi tra un momento, o serva il cliente senza verifica.',
    },
    UPSTREAM_BUSY: {
      title: 'Nessun codice inviato: il servizio è occupato.',
      remedy: 'Attenda un momento, poi lo invii di nuovo.',
    },
    OUTCOME_UNKNOWN: {
      title: 'Il servizio non ha risposto. Forse un codice è stato inviato.',
      remedy: 'Chieda al cliente se è arrivato un messaggio. Se no, invii un altro codice.',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: 'Il codice non è stato verificato: il servizio ora non ne verifica.',
      remedy:
        'Prema di nuovo «Conferma» tra un momento: nessun tentativo è stato usato. Oppure serva il cliente senza verifica.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Il codice non è stato verificato: il servizio non è raggiungibile.',
      remedy: 'Prema di nuovo «Conferma» tra un momento. Nessun tentativo è stato usato.',
    },
    UPSTREAM_BUSY: {
      title: 'Il codice non è stato verificato: il servizio è occupato.',
      remedy: 'Attenda un momento, poi prema di nuovo «Conferma». Nessun tentativo è stato usato.',
    },
    OUTCOME_UNKNOWN: {
      title: 'Il servizio non ha risposto, quindi non si sa se il codice era giusto.',
      remedy: 'Prema di nuovo «Conferma» con lo stesso codice. Conta come un altro tentativo.',
    },
  },
  unproven: {
    unreachable: {
      title: 'L’indirizzo non era raggiungibile. Non è stato salvato nulla.',
      remedy: 'Controlli l’indirizzo e se internet del negozio funziona. Che cosa è successo è scritto sotto.',
    },
    timeout: {
      title: 'A questo indirizzo nulla ha risposto in tempo. Non è stato salvato nulla.',
      remedy: 'Controlli l’indirizzo, poi riprovi. Se è giusto, riprovi più tardi.',
    },
    untrusted: {
      title: 'Il server non ha potuto dimostrare di essere quello giusto. Non è stato salvato nulla.',
      remedy:
        'Controlli l’indirizzo, e data e ora di questo computer. Se sono giusti, forse c’è di mezzo un proxy del negozio: chieda a chi si occupa della rete.',
    },
    'proxy-sign-in': {
      title: 'La rete del negozio chiede prima un nome utente e una password. Non è stato salvato nulla.',
      remedy: 'Li inserisca sopra. Chi si occupa della rete del negozio li conosce.',
    },
    unexpected: {
      title: 'Qualcosa ha risposto, ma non come questo servizio. Non è stato salvato nulla.',
      remedy: 'Controlli l’indirizzo: può essere una pagina o un altro servizio. Che cosa è successo è scritto sotto.',
    },
  },
}
