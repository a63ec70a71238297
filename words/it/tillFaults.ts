import type { Words } from '#words/catalogue.ts'
import type { tillFaults as english } from '#words/en/tillFaults.ts'

/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults: Words<'it', typeof english> = {
  UNKNOWN_CLIENT: {
    title: 'Questo programma non è configurato su questa cassa.',
    remedy: 'Veda in «Programmi» quali sono configurati.',
  },
  ALREADY_EXISTS: {
    title: 'Questo nome è già in uso.',
    remedy: 'Scelga un altro nome. Ciò che esiste può ricevere nuove credenziali, o essere sostituito da un file.',
  },
  UPSTREAM_IN_USE: {
    title: 'Alcuni programmi usano ancora questo servizio.',
    remedy: 'Prima revochi il loro accesso in «Programmi».',
  },
  SECRET_MISSING: {
    title: 'Una password non è leggibile dove dovrebbe essere.',
    remedy: 'Avvisi la persona che ha configurato questa cassa.',
  },
  CREDENTIAL_REFUSED: {
    title: 'Il servizio non ha accettato il nome o la password. Non è stato salvato nulla.',
    remedy:
      'Controlli entrambi con la sede centrale. La password distingue maiuscole e minuscole. Troppi tentativi errati possono bloccare la cassa.',
  },
  PACK_INVALID: {
    title: 'Questo file non è come l’ha fatto la sede centrale.',
    remedy: 'Lo copi di nuovo, o ne chieda un altro alla sede centrale. Non è stato cambiato nulla.',
  },
  PACK_KEY_UNKNOWN: {
    title: 'Questo file non viene dalla Sua sede centrale.',
    remedy: 'Non lo usi e avvisi la sede centrale. Non è stato cambiato nulla.',
  },
  PACK_EXPIRED: {
    title: 'Questo file non si può più usare.',
    remedy: 'Controlli la data di questo computer. Se è giusta, chieda un nuovo file alla sede centrale.',
  },
  PACK_SUPERSEDED: {
    title: 'Questa cassa ha già usato questo file, o uno più recente.',
    remedy: 'Chieda un nuovo file alla sede centrale.',
  },
  PACK_CODE_WRONG: {
    title: 'Non è il codice di questo file.',
    remedy: 'Lo confronti con quello della sede centrale. Dopo troppi codici errati il file qui non serve più.',
  },
  PACK_DEAD: {
    title: 'Sono stati inseriti troppi codici errati. Questo file non si può più usare qui.',
    remedy: 'Chieda alla sede centrale un nuovo file e un nuovo codice.',
  },
  PACK_OF_OTHER_TILL: {
    title: 'Questo file è stato fatto per un’altra cassa.',
    remedy: 'Usi il file di questa cassa.',
  },
  CREDENTIAL_UNEXPECTED: {
    title: 'È la password di un’altra cassa.',
    remedy: 'Inserisca quella di questa cassa. Se è giusta, chieda alla sede centrale quale cassa è attesa qui.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'Il servizio non era raggiungibile. Non è stato salvato nulla.',
    remedy: 'Controlli che internet del negozio funzioni e che l’indirizzo sia giusto, poi riprovi.',
  },
  SIGN_IN_FAILED: { title: 'Nessuno ha effettuato l’accesso.', remedy: 'Ricominci l’accesso.' },
  TILL_BARRED: {
    title: 'La sede centrale ha bloccato questa cassa.',
    remedy: 'Chiami la sede centrale. Solo un suo nuovo file di configurazione rimette in funzione questa cassa.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'Questo computer non ha un archivio delle password.',
    remedy: 'Chi si occupa di questo computer deve installarne uno. Fino ad allora non si salva nulla.',
  },
  KEYCHAIN_LOCKED: {
    title: 'L’archivio delle password di questo computer è bloccato.',
    remedy: 'Acceda di nuovo a questo computer, poi riprovi.',
  },
  KEYCHAIN_REFUSED: {
    title: 'Questo computer non ha lasciato salvare a Till Agent la sua password.',
    remedy: 'Se questo computer chiede il permesso, lo conceda. Poi riprovi.',
  },
  SETTINGS_DAMAGED: {
    title: 'Le impostazioni di questa cassa sono danneggiate.',
    remedy:
      'Chiami l’assistenza: questa cassa va configurata di nuovo. È stata conservata una copia delle vecchie impostazioni.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'Non è stato possibile salvare le impostazioni.',
    remedy: 'Controlli che il disco di questo computer non sia pieno, poi riprovi.',
  },
  SETTING_MANAGED: {
    title: 'Questa impostazione la decide la sede centrale.',
    remedy: 'Chieda alla sede centrale di cambiarla.',
  },
  AUDIT_UNAVAILABLE: {
    title: 'Il registro di controllo di questa cassa non si può leggere o scrivere.',
    remedy: 'Controlli che il disco di questo computer non sia pieno. Fino ad allora non si registra nulla.',
  },
  LOG_UNAVAILABLE: {
    title: 'Il log di Till Agent non si può scrivere.',
    remedy:
      'Controlli che il disco di questo computer non sia pieno. Fino ad allora l’assistenza non vede che cosa è successo.',
  },
  FILE_UNREADABLE: {
    title: 'Un file non è leggibile.',
    remedy: 'Controlli che il file ci sia e che si possa leggere.',
  },
  PORT_TAKEN: {
    title: 'Un altro programma usa la porta di Till Agent.',
    remedy: 'Chiuda quel programma, poi riavvii Till Agent.',
  },
  ADMINISTRATOR_REQUIRED: {
    title: 'Finché la cassa non ha un PIN del responsabile, può farlo solo un amministratore di questo computer.',
    remedy: 'Apra questa finestra con un nuovo link, o chieda a chi si occupa di questo computer di impostare un PIN.',
  },
  SERVICE_REFUSED: {
    title: 'Questo computer ha rifiutato di modificare il servizio di sistema di Till Agent.',
    remedy: 'Si rivolga a chi si occupa di questo computer.',
  },
  SAFE_MODE: {
    title: 'Till Agent si è bloccato più volte di seguito: non vende nulla finché qualcuno non lo controlla.',
    remedy: 'Invii all’assistenza il file del controllo. Poi riavvii questo computer.',
  },
  ALREADY_RUNNING: { title: 'Till Agent è già in esecuzione.', remedy: 'Usi la finestra già aperta.' },
  INTERNAL: {
    title: 'Qualcosa è andato storto in Till Agent.',
    remedy: 'Riprovi. Se non basta, dia all’assistenza il riferimento qui sotto.',
  },
}
