import type { Words } from '#words/catalogue.ts'
import type { status as english } from '#words/en/status.ts'

export const status: Words<'it', typeof english> = {
  title: 'Stato',
  condition: {
    ready: 'Tutto ciò che serve alla cassa funziona.',
    attention: 'La cassa funziona. Qualcosa richiede attenzione.',
    offline: 'Nessun servizio è raggiungibile. Le vendite continuano; punti e codici no.',
    blocked: 'Il software di cassa non raggiunge alcun servizio attraverso questa cassa.',
  },
  version: 'Versione {{version}}',
  runningSince: 'in esecuzione da',
  concerns: {
    title: 'Che cosa fare',
    thisTill: 'Questa cassa',
    byCode: {
      NO_UPSTREAM: {
        reason: 'Nessun servizio è ancora configurato.',
        remedy: 'Configuri questa cassa. Bastano pochi minuti.',
      },
      NO_CLIENT: {
        reason: 'Nessun programma può ancora usare questa cassa.',
        remedy: 'Avvii l’abbinamento nel software di cassa, o aggiunga il programma a mano.',
      },
      NO_PIN: {
        reason: 'Nessun PIN impostato: chiunque a questa finestra può cambiare la configurazione.',
        remedy: 'Imposti un PIN, o indichi in «Impostazioni» che questo negozio vi rinuncia.',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: 'Il servizio non ha preso alcune vendite conservate per lui.',
        remedy: 'Guardi ciascuna nella posta in uscita: la corregga, la invii di nuovo o la scarti.',
      },
      DROP_STUCK: {
        reason: 'I file del software di cassa non vengono inviati.',
        remedy: 'Attendono, e Till Agent riprova da solo. Se resta così, avvisi l’assistenza.',
      },
      DIRECTIVES_TAKEN_BACK: {
        reason:
          'Con le nuove impostazioni della sede centrale la cassa non funzionava bene ed è tornata alle precedenti.',
        remedy: 'Non deve fare nulla. La sede centrale deve impostare altro.',
      },
      DIRECTIVES_REFUSED: {
        reason: 'Le nuove impostazioni della sede centrale non si possono usare su questa cassa.',
        remedy: 'Non è stato cambiato nulla. Avvisi la sede centrale.',
      },
      DROP_REFUSED: {
        reason: 'Alcuni file del software di cassa non sono stati inviati.',
        remedy: 'Sono nella sottocartella «refused», ciascuno con una nota. Li corregga e li tolga da lì.',
      },
      UPSTREAM_ALARM: {
        reason: 'Il servizio ha agito per un’altra cassa.',
        remedy: 'Controlli cassa e negozio con la sede centrale prima di continuare a vendere.',
      },
      UPSTREAM_RE_SIGNED: {
        reason: 'Qualcosa nella rete apre la connessione a questo servizio e firma di nuovo le risposte.',
        remedy: 'Se è il filtro del negozio, va tutto bene. Se nessuno lo conosce, chiami l’assistenza.',
      },
      UPSTREAM_OFFLINE: {
        reason: 'Questo servizio non è raggiungibile da {{time}}.',
        remedy: 'La cassa riprova da sola. Se resta così, ne cerchi la causa.',
      },
      IDENTITY_UNCONFIRMED: {
        reason: 'Nessuno ha ancora detto se sono il negozio e la cassa giusti.',
        remedy:
          'Guardi in «Servizi» e confermi. Con la password di un’altra cassa, le vendite contano per il negozio di quella.',
      },
      CERTIFICATE_EXPIRING: {
        reason: 'Il certificato che questa cassa mostra al servizio scade presto.',
        remedy: 'Chieda ora un nuovo certificato e lo faccia installare da un tecnico.',
      },
      CERTIFICATE_EXPIRED: {
        reason: 'Il certificato che questa cassa mostra al servizio è scaduto.',
        remedy: 'Chieda un nuovo certificato e lo faccia installare da un tecnico.',
      },
      AUDIT_DAMAGED: {
        reason: 'Il registro di controllo era danneggiato. È stato messo da parte e ne è iniziato uno nuovo.',
        remedy: 'Ne cerchi la causa, e conservi il vecchio file per chi lo esaminerà.',
      },
      VERIFICATIONS_DAMAGED: {
        reason: 'Alcune verifiche di clienti erano danneggiate. Sono state messe da parte, il resto continua.',
        remedy: 'Faccia controllare il disco di questo computer e dia il file all’assistenza.',
      },
      RECORD_DAMAGED: {
        reason: 'Lo storico degli aggiornamenti era danneggiato. È stato messo da parte e ne è iniziato uno nuovo.',
        remedy: 'Ne cerchi la causa, e conservi il vecchio file per chi lo esaminerà.',
      },
      RECORD_UNWRITABLE: {
        reason: 'L’avanzamento di un aggiornamento non si può salvare, quindi non ne inizia nessuno.',
        remedy: 'Liberi spazio sul disco, o chieda a chi si occupa di questo computer.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'La cassa non può ancora usare questo servizio: mancano le credenziali.',
        remedy: 'Acceda o inserisca le credenziali. Se l’ha già fatto, ne cerchi la causa.',
      },
      UPSTREAM_LOCKED: {
        reason: 'Il servizio ha rifiutato le credenziali di questa cassa. La cassa non le invia più.',
        remedy: 'Inserisca le credenziali giuste.',
      },
    },
    actions: {
      credential: 'Inserisci nuove credenziali',
      signIn: 'Accedi',
      pair: 'Dai l’accesso a un programma',
      setPin: 'Imposta un PIN',
      confirm: 'Conferma la cassa',
      decide: 'Decidi nella posta in uscita',
      setUp: 'Configura questa cassa',
      doctor: 'Cerca la causa',
    },
  },
  day: {
    title: 'Oggi',
    verified: 'Clienti verificati',
    confirmed: 'Confermati con codice',
    overridden: 'Confermati dal responsabile',
    refused: 'Troppi codici errati',
    expired: 'Nessun codice in tempo',
    cancelled: 'Annullati',
    refusedOverrides: 'Conferme senza codice rifiutate',
    counter: 'Al banco',
    lookedUp: 'Clienti cercati',
    enrolled: 'Clienti iscritti',
    codesSent: 'Codici inviati',
    offline: 'Servizi offline',
    neverOffline: 'Tutti i servizi erano raggiungibili.',
    minutes_one: '{{count, number}} minuto',
    minutes_many: '{{count, number}} di minuti',
    minutes_other: '{{count, number}} minuti',
    isOffline: 'Ora offline',
    knownSince: 'Noto da {{time}}, quando si è avviato Till Agent.',
    outbox: 'Vendite conservate per il servizio',
    outboxOpen: 'In attesa di invio',
    outboxPerson: 'Da decidere',
    outboxNone: 'Nessuna vendita è in attesa.',
    toOutbox: 'Apri la posta in uscita',
    partial: 'Oggi è successo più di quanto si conta qui.',
  },
  upstreams: {
    title: 'Servizi',
    none: 'Nessun servizio è ancora configurato.',
    openConnections: 'Connessioni',
    activeRequests: 'In corso',
    waitingRequests: 'In attesa',
  },
  latency: {
    title: 'Tempo di risposta, ultima ora',
    none: 'Nessuna richiesta nell’ultima ora.',
    summary: 'Ultima ({{when}}) {{last}}, in media {{mean}}, al massimo {{max}}. {{requests}} richieste.',
    asTable: 'Mostra come tabella',
    caption: 'Tempo di risposta di {{upstream}} al minuto',
    minute: 'Minuto',
    requests: 'Richieste',
    mean: 'Media',
    max: 'Massimo',
    anHourAgo: '1 h fa',
    now: 'ora',
  },
  requests: {
    title: 'Ultime richieste',
    none: 'Ancora nessuna richiesta.',
    noFailures: 'Nessun problema tra le ultime richieste.',
    onlyFailures: 'Solo problemi',
    time: 'Ora',
    client: 'Programma',
    counter: 'Banco',
    lookUp: 'Ricerca di cliente',
    upstream: 'Servizio',
    route: 'Percorso',
    outcome: 'Esito',
    duration: 'Durata',
    outcomes: {
      done: 'Fatto',
      missing: 'Non trovato nel servizio',
      redirected: 'Mandato a un altro indirizzo',
      refused: 'Rifiutato dal servizio',
      failed: 'Fallito nel servizio',
      dropped: 'Interrotto',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'Rifiutate dall’avvio',
    none: 'Nessuna richiesta è stata rifiutata.',
    kind: 'Perché',
    count: 'Quante volte',
  },
}
