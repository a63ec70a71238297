import type { Words } from '#words/catalogue.ts'
import type { display as english } from '#words/en/display.ts'

export const display: Words<'it', typeof english> = {
  connecting: {
    title: 'Schermo cliente',
    explain:
      'Questo schermo non è ancora collegato alla cassa. Collegalo, poi fallo autorizzare dal responsabile alla cassa.',
    connect: 'Collega questo schermo',
    compare: 'Confronta questo codice con quello alla cassa:',
    refused: 'La cassa ha rifiutato questo schermo. Se è stato un errore, collegalo di nuovo.',
    expired: 'Nessuno ha risposto in tempo alla cassa. Collega di nuovo questo schermo.',
    busy: 'La cassa non può chiedere adesso. Attendi un momento, poi collega di nuovo questo schermo.',
  },
  screen: {
    welcome: 'Benvenuto',
    language: 'Lingua',
    askedBy: 'Richiesto da',
    number: 'Il tuo numero di cellulare o indirizzo e-mail',
    numberWhy: 'Inviamo lì un codice per verificare che sia tuo.',
    send: 'Inviami un codice',
    code: 'Il tuo codice',
    sentTo: 'L’abbiamo inviato a',
    decline: 'No, grazie',
    forgets: 'Questo schermo non conserva nulla di ciò che scrivi.',
    done: {
      confirmed: 'Grazie. Confermato.',
      other: 'Non confermato. Chiedi alla cassa.',
    },
    away: 'Un momento, per favore.',
    failed: 'Non ha funzionato. Controlla ciò che hai scritto o chiedi alla cassa.',
  },
  counter: {
    ask: 'Chiedi sullo schermo del cliente',
    enterThere: 'Il cliente inserisce il codice',
    title: 'Sullo schermo del cliente',
    asking: 'Chiede il numero o l’indirizzo e-mail del cliente.',
    typing: 'Il cliente sta scrivendo…',
    code: 'Il cliente inserisce lì il codice. Questo schermo prosegue da solo.',
    takeOver: 'Inseriscilo qui',
  },
  settings: {
    title: 'Schermi cliente',
    explain:
      'Un secondo schermo di questo computer su cui i clienti scrivono da soli numero e codice. Apri lì questo indirizzo, in un browser a parte:',
    none: 'Nessuno schermo cliente è collegato.',
    open: 'Aperto ora',
    closed: 'Non aperto',
    since: 'Collegato {{time}}',
    remove: 'Rimuovi',
    removeQuestion: 'Rimuovere questo schermo?',
    ownWindow: {
      explain:
        'Un secondo schermo di questo computer su cui i clienti scrivono da sé numero e codice. La finestra riempie da sola l’altro schermo e da allora si apre insieme a Till Agent.',
      open: 'Apri lo schermo del cliente',
      close: 'Chiudi lo schermo del cliente',
    },
  },
  pairing: {
    title: 'Uno schermo cliente chiede l’accesso',
    compare: 'Lo schermo del cliente mostra questo codice?',
    impostor:
      'Consenti solo se hai appena collegato tu lo schermo. Nessun codice, o uno diverso? Scegli Rifiuta: un programma potrebbe fingersi lo schermo per leggere ciò che scrivono i clienti.',
  },
}
