import type { Words } from '#words/catalogue.ts'
import type { faults as english } from '#words/en/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults: Words<'it', typeof english> = {
  AGENT_SILENT: {
    title: 'Till Agent non risponde.',
    remedy: 'Attenda un momento e riprovi. Se non basta, riavvii questo computer o chiami l’assistenza.',
  },
  MALFORMED_REQUEST: {
    title: 'Un programma ha inviato qualcosa che Till Agent non può leggere.',
    remedy: 'Avvisi chi si occupa del software di cassa.',
  },
  INVALID_INPUT: { title: 'Controlli il campo evidenziato.', remedy: 'Lo corregga e riprovi.' },
  AMBIGUOUS_PATH: {
    title: 'Un programma ha usato un indirizzo che si può leggere in due modi.',
    remedy: 'Avvisi chi si occupa del software di cassa.',
  },
  NOT_FOUND: {
    title: 'Non trovato.',
    remedy: 'Chiuda questa finestra e la riapra. Se non basta, Till Agent ha bisogno di un aggiornamento.',
  },
  METHOD_NOT_ALLOWED: { title: 'Non supportato.', remedy: 'Avvisi chi si occupa del software di cassa.' },
  BODY_TOO_LARGE: {
    title: 'È più di quanto questa cassa accetti in una volta.',
    remedy: 'Invii meno, oppure alzi il limite nelle impostazioni.',
  },
  HEADERS_TOO_LARGE: {
    title: 'Le intestazioni della richiesta sono troppo grandi.',
    remedy: 'Avvisi chi si occupa del software di cassa.',
  },
  TARGET_TOO_LONG: {
    title: 'Un programma ha inviato una richiesta con un indirizzo troppo lungo.',
    remedy: 'Avvisi chi si occupa del software di cassa.',
  },
  REQUEST_TIMEOUT: { title: 'La richiesta non è arrivata in tempo.', remedy: 'Riprovi.' },
  UPGRADE_REFUSED: {
    title: 'Un programma ha chiesto un tipo di connessione non offerto.',
    remedy: 'Avvisi chi si occupa del software di cassa.',
  },
  EXPECTATION_REFUSED: {
    title: 'Un programma ha chiesto una funzione di HTTP non offerta.',
    remedy: 'Avvisi chi si occupa del software di cassa.',
  },
  FOREIGN_HOST: {
    title: 'Una richiesta era destinata a un altro computer ed è stata rifiutata.',
    remedy: 'Se capita spesso, avvisi l’assistenza: forse una pagina web cerca di usare questa cassa.',
  },
  ORIGIN_REFUSED: {
    title: 'Una pagina web ha cercato di usare questa cassa ed è stata rifiutata.',
    remedy: 'Se è la Sua cassa nel browser, aggiunga il suo indirizzo in «Programmi».',
  },
  KEY_REQUIRED: {
    title: 'Un programma non ha inviato la sua chiave.',
    remedy: 'Abbini il programma a questa cassa in «Programmi».',
  },
  KEY_REFUSED: {
    title: 'Un programma ha inviato una chiave che questa cassa non conosce.',
    remedy: 'Abbini di nuovo il programma a questa cassa in «Programmi».',
  },
  SIGNATURE_REFUSED: {
    title: 'La richiesta di un programma non era firmata come deve.',
    remedy: 'Controlli l’orologio del programma e chieda al produttore.',
  },
  CUSTOMER_UNKNOWN: { title: 'Il cliente non è più connesso.', remedy: 'Chieda al cliente di accedere di nuovo.' },
  STEP_UP_REQUIRED: {
    title: 'Il servizio chiede un accesso più sicuro.',
    remedy: 'Chieda alla persona di accedere di nuovo, con un secondo fattore.',
  },
  SESSION_REQUIRED: {
    title: 'La sessione di questo browser è terminata.',
    remedy: 'Chieda al responsabile un nuovo link.',
  },
  PIN_REQUIRED: {
    title: 'Per questo serve il responsabile.',
    remedy: 'Inserisca il PIN del responsabile in «Impostazioni», poi lo rifaccia.',
  },
  PIN_WRONG: {
    title: 'Non è il PIN.',
    remedy: 'Lo inserisca di nuovo. Se nessuno lo conosce, chi si occupa di questo computer può rimuoverlo.',
  },
  PIN_BLOCKED: { title: 'Troppi PIN errati.', remedy: 'Attenda la fine del tempo, poi inserisca quello giusto.' },
  UNKNOWN_UPSTREAM: {
    title: 'Questo servizio non è configurato su questa cassa.',
    remedy: 'Veda in «Servizi» quali sono configurati, oppure lo aggiunga lì.',
  },
  NOT_GRANTED: {
    title: 'Questo programma non può farlo.',
    remedy: 'Se deve poterlo fare, lo consenta in «Programmi».',
  },
  ROUTE_DENIED: {
    title: 'Nessun programma può farlo attraverso questa cassa.',
    remedy: 'Non c’è nulla da correggere: rivelerebbe qualcosa che deve restare nel servizio.',
  },
  BODY_REFUSED: {
    title: 'Un programma ha chiesto qualcosa che questa cassa non consente.',
    remedy: 'Avvisi chi si occupa del software di cassa.',
  },
  TOO_MANY_REQUESTS: { title: 'Ci sono state troppe richieste.', remedy: 'Attenda un momento, poi riprovi.' },
  LOOP_DETECTED: {
    title: 'L’indirizzo del servizio riporta a questa cassa.',
    remedy: 'Corregga l’indirizzo del servizio in «Servizi».',
  },
  NOT_SUPPORTED: {
    title: 'Qui non è offerto.',
    remedy: 'Scelga un altro modo, o chieda all’assistenza se si può aggiungere.',
  },
  UNKNOWN_VERIFICATION: { title: 'Questa verifica non esiste più.', remedy: 'Ricominci con il numero del cliente.' },
  UNKNOWN_LOOK_UP: { title: 'La ricerca di questo cliente è troppo vecchia.', remedy: 'Cerchi di nuovo il cliente.' },
  CUSTOMER_NOT_ENROLLED: {
    title: 'Il servizio non ha iscritto questo cliente.',
    remedy: 'Controlli il numero con il cliente, o lo iscriva dal software di cassa.',
  },
  VERIFICATION_OVER: {
    title: 'Questa verifica è finita.',
    remedy: 'Se non è stata confermata, ricominci con il numero del cliente.',
  },
  RESEND_TOO_EARLY: {
    title: 'Un codice è appena stato inviato a questo cliente.',
    remedy: 'Chieda al cliente di attendere: i messaggi possono metterci un minuto. Poi ne invii un altro.',
  },
  CODES_USED_UP: {
    title: 'Per ora non si possono inviare altri codici a questo cliente.',
    remedy: 'Serva il cliente senza verifica, o riprovi più tardi.',
  },
  OVERRIDE_REFUSED: {
    title: 'Questa cassa non permette al responsabile di confermare senza codice.',
    remedy: 'Serva il cliente senza verifica.',
  },
  OVERRIDES_USED_UP: {
    title: 'Oggi il responsabile non può confermare altri clienti senza codice.',
    remedy: 'Serva il cliente senza verifica.',
  },
  DESTINATION_REFUSED: {
    title: 'Questo negozio non invia codici a questo numero.',
    remedy:
      'Invii il codice via e-mail, o serva il cliente senza verifica. La sede centrale può consentire altri paesi.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'Ora non si possono verificare clienti a questa cassa.',
    remedy: 'Serva il cliente senza verifica e avvisi l’assistenza: la cassa non può scrivere sul disco.',
  },
  UNKNOWN_PAIRING: {
    title: 'Questo programma non è più in attesa.',
    remedy: 'Avvii di nuovo l’abbinamento nel programma.',
  },
  PAIRING_BUSY: {
    title: 'Un altro programma sta chiedendo l’accesso.',
    remedy: 'Prima risponda a quello, poi riprovi.',
  },
  OUTBOX_UNAVAILABLE: {
    title: 'Ora questa cassa non può conservare vendite per dopo.',
    remedy:
      'Per ora le vendite vanno direttamente al servizio. Avvisi l’assistenza: il disco o l’archivio delle password ha un problema.',
  },
  OUTBOX_FULL: {
    title: 'Non si possono conservare altre vendite per dopo.',
    remedy: 'Guardi che cosa attende e perché non parte. Se la connessione va bene, avvisi l’assistenza.',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title:
      'Il servizio non è raggiungibile. Un responsabile deve autorizzare prima che questa vendita sia conservata per dopo.',
    remedy: 'Faccia inserire il PIN al responsabile nella finestra, poi invii di nuovo la vendita dalla cassa.',
  },
  UNKNOWN_APPROVAL: {
    title: 'Questa domanda non è più aperta.',
    remedy: 'Invii di nuovo la vendita dalla cassa. Se serve un responsabile, la cassa lo chiede.',
  },
  UNKNOWN_OUTBOX_ENTRY: { title: 'Questa voce non c’è più.', remedy: 'Guardi di nuovo l’elenco.' },
  OUTBOX_ENTRY_SETTLED: {
    title: 'Questa voce è in corso di invio, o è conclusa.',
    remedy: 'La guardi di nuovo tra un momento.',
  },
  UNKNOWN_DROP: {
    title: 'Nessuna cartella con questo nome è sorvegliata.',
    remedy: 'Guardi l’elenco delle cartelle da riga di comando.',
  },
  DROP_IN_USE: {
    title: 'I file di questa cartella attendono di essere inviati.',
    remedy: 'Attenda che siano inviati, o chieda all’assistenza di restituirli alla cartella.',
  },
  DROP_FOLDER_UNUSABLE: {
    title: 'La cartella dei file non si può usare.',
    remedy: 'Controlli che ci sia e che Till Agent possa leggervi e scrivervi.',
  },
  DROP_SERVER_UNREACHABLE: {
    title: 'Il server dei file non è raggiungibile.',
    remedy: 'I file attendono e partiranno al suo ritorno. Se la connessione va bene, avvisi l’assistenza.',
  },
  DROP_SERVER_UNTRUSTED: {
    title: 'Il server dei file non è quello configurato.',
    remedy: 'Non gli è stato inviato nulla. Avvisi l’assistenza: ha una nuova chiave, o c’è qualcuno nel mezzo.',
  },
  DROP_SERVER_REFUSED: {
    title: 'Il server dei file ha rifiutato questa cassa.',
    remedy: 'Chieda all’assistenza la password, la cartella e i permessi giusti sul server.',
  },
  UNKNOWN_REQUEST: { title: 'Non è l’identificativo di una richiesta.', remedy: 'Controlli l’identificativo.' },
  UPSTREAM_NOT_READY: {
    title: 'Questa cassa non ha effettuato l’accesso al servizio.',
    remedy: 'Riprovi tra un momento. Se non basta, veda il motivo in «Stato».',
  },
  TOKEN_EXPIRED: {
    title: 'L’accesso è scaduto in quel momento. Non è stato fatto nulla.',
    remedy: 'Lo faccia di nuovo.',
  },
  UPSTREAM_LOCKED: {
    title: 'Il servizio non accetta la password di questa cassa.',
    remedy: 'Continui senza il servizio e avvisi il responsabile: va inserita la password giusta in «Servizi».',
  },
  UPSTREAM_BUSY: {
    title: 'Il servizio è occupato.',
    remedy: 'Attenda un momento, poi riprovi. Non è stato ancora fatto nulla.',
  },
  UPSTREAM_UNREACHABLE: {
    title: 'Il servizio non è raggiungibile. Non è stato inviato nulla.',
    remedy: 'Controlli che internet del negozio funzioni, poi riprovi.',
  },
  UPSTREAM_UNTRUSTED: {
    title: 'Il servizio non ha potuto dimostrare di essere quello giusto. Non è stato inviato nulla.',
    remedy: 'Controlli data e ora di questo computer. Se sono giuste, avvisi l’assistenza: forse qualcuno ascolta.',
  },
  UPSTREAM_SILENT: { title: 'Il servizio non ha risposto.', remedy: 'Riprovi. Non è stato cambiato nulla.' },
  OUTCOME_UNKNOWN: {
    title: 'Il servizio non ha risposto. Forse è stato fatto, forse no.',
    remedy: 'Controlli che cosa è successo prima di rifarlo.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'Il servizio ha dato una risposta che Till Agent non può usare.',
    remedy: 'Riprovi. Se non basta, controlli l’indirizzo in «Servizi» o avvisi l’assistenza.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'Il servizio voleva mandare questa cassa a un altro indirizzo. La cassa non ci è andata.',
    remedy: 'Corregga l’indirizzo del servizio in «Servizi».',
  },
  ...tillFaults,
}
