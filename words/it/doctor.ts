import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'it', typeof english> = {
  title: 'Diagnostica',
  tabs: { findings: 'Controllo', bundle: 'Pacchetto per l’assistenza', audit: 'Registro di controllo' },
  run: 'Controlla di nuovo',
  running: 'Si controlla tutto. Ogni servizio riceve una richiesta…',
  checkedAt: 'Controllato',
  allFine: 'Va tutto bene.',
  someTrouble: 'Qualcosa non va. Sotto è scritto che cosa fare.',
  someAttention: 'Funziona. Qualcosa richiede attenzione.',
  thisComputer: 'Questo computer',
  outcomes: { fine: 'Bene', attention: 'Attenzione', trouble: 'Problema', skipped: 'Non controllato' },
  checks: {
    keychain: 'Portachiavi',
    settings: 'Impostazioni',
    environment: 'Impostazioni del sistema',
    port: 'Porta',
    audit: 'Registro di controllo',
    verifications: 'Codici ai clienti',
    log: 'Log',
    drops: 'Cartelle di file',
    telemetry: 'Rapporti alla sede centrale',
    dns: 'Nome',
    proxy: 'Proxy',
    tls: 'Crittografia',
    certificate: 'Certificato della cassa',
    clock: 'Orologio',
    credential: 'Credenziali',
  },
  findings: {
    keychain: {
      fine: { sentence: 'Il portachiavi conserva e restituisce i segreti.' },
      attention: {
        sentence: 'I segreti si conservano solo finché Till Agent è in esecuzione.',
        remedy: 'Nulla da fare se questa cassa viene configurata a ogni avvio.',
      },
      trouble: {
        sentence: 'Il portachiavi di questo computer non conserva segreti.',
        remedy: 'Sblocchi il portachiavi accedendo a questo computer, poi controlli di nuovo.',
      },
      skipped: { sentence: 'Il portachiavi non è stato controllato.' },
    },
    settings: {
      fine: { sentence: 'Le impostazioni si possono leggere e scrivere.' },
      attention: {
        sentence: 'Le impostazioni erano danneggiate. Ne è stata conservata una copia.',
        remedy: 'Controlli che tutti i servizi e programmi ci siano ancora, e dia la copia all’assistenza.',
      },
      trouble: {
        sentence: 'Le impostazioni non si possono leggere o scrivere.',
        remedy: 'Controlli che ci sia spazio sul disco, poi controlli di nuovo.',
      },
      skipped: { sentence: 'Le impostazioni non sono state controllate.' },
    },
    environment: {
      fine: {
        sentence: 'Nulla nelle impostazioni del sistema rende le connessioni meno sicure.',
      },
      attention: {
        sentence: 'Questo computer chiede ai suoi programmi meno sicurezza. Till Agent non lo segue, altri sì.',
        remedy: 'Lo mostri a chi si occupa di questo computer.',
      },
      trouble: {
        sentence: 'Non è stato possibile leggere le impostazioni del sistema.',
        remedy: 'Chieda a un tecnico.',
      },
      skipped: { sentence: 'Le impostazioni del sistema non sono state controllate.' },
    },
    port: {
      fine: { sentence: 'Il software di cassa può raggiungere Till Agent.' },
      attention: {
        sentence: 'Il software di cassa può raggiungere Till Agent in un solo modo.',
        remedy: 'Chieda a un tecnico.',
      },
      trouble: {
        sentence: 'Il software di cassa non può raggiungere Till Agent.',
        remedy: 'Riavvii Till Agent. Se non basta, forse un altro programma usa la sua porta: chiami l’assistenza.',
      },
      skipped: { sentence: 'La porta non è stata controllata.' },
    },
    audit: {
      fine: { sentence: 'Il registro di controllo viene scritto.' },
      attention: {
        sentence: 'Il registro di controllo era danneggiato. Ciò che ne restava è stato conservato.',
        remedy: 'Ne cerchi la causa, e conservi il vecchio file per chi lo esaminerà.',
      },
      trouble: {
        sentence: 'Il registro di controllo non si può scrivere.',
        remedy: 'Controlli che ci sia spazio sul disco. Fino ad allora non si registra nulla.',
      },
      skipped: { sentence: 'Il registro di controllo non è stato controllato.' },
    },
    verifications: {
      fine: { sentence: 'I codici ai clienti vengono contati.' },
      attention: {
        sentence: 'Alcune verifiche di clienti erano danneggiate. Sono state conservate.',
        remedy: 'Faccia controllare il disco di questo computer e dia il file all’assistenza.',
      },
      trouble: {
        sentence: 'Nessun cliente può essere verificato: i codici non si possono contare.',
        remedy: 'Controlli che ci sia spazio sul disco, poi controlli di nuovo.',
      },
      skipped: { sentence: 'I codici ai clienti non sono stati controllati.' },
    },
    drops: {
      fine: { sentence: 'Il server dei file accetta i file.' },
      attention: {
        sentence: 'Alcuni file non sono stati inviati.',
        remedy: 'Guardi nella sottocartella «refused»: una nota accanto a ogni file dice perché.',
      },
      trouble: {
        sentence: 'I file non si possono inviare al loro server.',
        remedy: 'Attendono. Se la connessione va bene, avvisi l’assistenza.',
      },
      skipped: { sentence: 'Il server dei file non è stato controllato.' },
    },
    telemetry: {
      fine: { sentence: 'La sede centrale riceve i rapporti di questa cassa.' },
      attention: {
        sentence: 'La sede centrale non riceve i rapporti di questa cassa. Si vende comunque.',
        remedy: 'Mostralo a chi si occupa di questa cassa.',
      },
      trouble: {
        sentence: 'Non è stato possibile controllare i rapporti alla sede centrale.',
        remedy: 'Controlla di nuovo più tardi.',
      },
      skipped: { sentence: 'I rapporti alla sede centrale non sono stati controllati.' },
    },
    log: {
      fine: { sentence: 'Il log viene scritto.' },
      attention: {
        sentence: 'Alcune righe del log sono andate perse.',
        remedy: 'Cerchi perché il disco di questo computer era pieno.',
      },
      trouble: {
        sentence: 'Il log non si può scrivere.',
        remedy: 'Controlli che il disco di questo computer non sia pieno, poi controlli di nuovo.',
      },
      skipped: { sentence: 'Il log non è stato controllato.' },
    },
    dns: {
      fine: { sentence: 'Il nome del servizio è noto.' },
      attention: { sentence: 'Il nome del servizio porta a un indirizzo insolito.', remedy: 'Chieda a un tecnico.' },
      trouble: {
        sentence: 'Il nome del servizio non si trova.',
        remedy: 'Controlli la rete del negozio e l’indirizzo del servizio.',
      },
      skipped: { sentence: 'Non è servito cercare il nome.' },
    },
    proxy: {
      fine: { sentence: 'La via verso il servizio è libera.' },
      attention: {
        sentence: 'La via verso il servizio passa da un proxy, e non è tornata alcuna risposta.',
        remedy: 'Chieda a chi gestisce la rete del negozio.',
      },
      trouble: {
        sentence: 'Il proxy non lascia passare la cassa.',
        remedy: 'Chieda a chi gestisce la rete del negozio.',
      },
      skipped: { sentence: 'Il proxy non è stato controllato.' },
    },
    tls: {
      fine: { sentence: 'Il servizio ha dimostrato di essere quello giusto.' },
      attention: {
        sentence: 'Qualcuno nel mezzo potrebbe leggere la connessione al servizio.',
        remedy: 'Chieda a chi gestisce la rete del negozio se è voluto.',
      },
      trouble: {
        sentence: 'Non è stato possibile stabilire una connessione sicura al servizio.',
        remedy: 'Controlli la rete del negozio. Se funziona, chieda a chi la gestisce: forse c’è qualcuno nel mezzo.',
      },
      skipped: { sentence: 'La crittografia non è stata controllata.' },
    },
    certificate: {
      fine: { sentence: 'Il certificato di questa cassa è valido.' },
      attention: {
        sentence: 'Il certificato di questa cassa scade presto.',
        remedy: 'Ne chieda uno nuovo a un tecnico.',
      },
      trouble: { sentence: 'Il certificato di questa cassa è scaduto.', remedy: 'Ne chieda uno nuovo a un tecnico.' },
      skipped: { sentence: 'Il certificato di questa cassa non è stato controllato.' },
    },
    clock: {
      fine: { sentence: 'L’orologio è giusto.' },
      attention: {
        sentence: 'L’orologio è un po’ sbagliato.',
        remedy: 'Lasci che questo computer regoli l’orologio automaticamente.',
      },
      trouble: {
        sentence: 'L’orologio è così sbagliato che i servizi possono rifiutare questa cassa.',
        remedy: 'Regoli data, ora e fuso orario di questo computer.',
      },
      skipped: { sentence: 'Non è stato possibile controllare l’orologio.' },
    },
    credential: {
      fine: { sentence: 'Il servizio accetta le credenziali di questa cassa.' },
      attention: {
        sentence: 'Non è stato possibile controllare se il servizio accetta le credenziali.',
        remedy: 'Riprovi più tardi.',
      },
      trouble: {
        sentence: 'Le credenziali di questa cassa non funzionano.',
        remedy: 'Inserisca quelle giuste, o acceda di nuovo.',
      },
      skipped: { sentence: 'Le credenziali non sono state provate.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'le impostazioni del desktop',
    'etc-environment': 'le variabili in /etc/environment',
    windows: 'le opzioni Internet di Windows',
    winhttp: 'le impostazioni WinHTTP di Windows',
    macos: 'le impostazioni di rete di macOS',
    chromium: 'le impostazioni del sistema',
    none: 'le impostazioni del sistema',
  },
  settingsWithPac: '{{settings}} (file PAC {{pac}})',
  panelOpened: 'Aperto su questo computer. Al termine controlla di nuovo.',
  actions: {
    'test-upstream': 'Prova questo servizio',
    'rotate-upstream': 'Inserisci nuove credenziali',
    'sign-in-upstream': 'Accedi',
    'change-network': 'Cambia la rete',
    'open-settings': 'Apri impostazioni',
    'open-keychain': 'Sblocca il portachiavi',
    'open-clock': 'Apri le impostazioni dell’orologio',
    'check-again': 'Controlla di nuovo',
  },
  bundle: {
    explain:
      'Tutto ciò che serve all’assistenza per aiutare, in un solo file. Non contiene segreti né clienti. Lo guardi prima di inviarlo.',
    preview: 'Mostra che cosa contiene',
    lines_one: '{{lines}} riga',
    lines_many: '{{lines}} di righe',
    lines_other: '{{lines}} righe',
    save: 'Salva il file',
    saved: '{{fileName}} è stato salvato nei download.',
    contentOf: 'Contenuto di {{name}}',
  },
}
