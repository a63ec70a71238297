import type { Words } from '#words/catalogue.ts'
import type { help as english } from '#words/en/help.ts'

/** Five lines and the next step for each screen. */
export const help: Words<'it', typeof english> = {
  open: 'Aiuto',
  next: 'Avanti',
  support: 'Chiama l’assistenza',
  supportExplain: 'Un pacchetto per l’assistenza contiene ciò che le serve, senza segreti né clienti.',
  make: 'Crea un pacchetto per l’assistenza',
  read: 'Leggilo prima',
  reference: 'Dica questo numero all’assistenza',
  customer: {
    title: 'Aiuto: clienti',
    lines: {
      first: 'Inserisca o legga un numero, un’e-mail o una carta.',
      second: 'Invii un codice. Il cliente lo riceve via SMS o e-mail.',
      third: 'Inserisca il codice che il cliente legge ad alta voce.',
      fourth: 'Verde: il numero o l’indirizzo è del cliente.',
      fifth: 'Nessun codice? Ne invii un altro, o venda senza verifica.',
    },
    next: 'Prema Esc per ricominciare con il cliente successivo.',
  },
  status: {
    title: 'Aiuto: stato',
    lines: {
      first: 'Il colore in alto dice come sta la cassa.',
      second: 'Attenzione: funziona, e qualcosa va guardato.',
      third: 'Offline: le vendite continuano, la fedeltà no.',
      fourth: 'Bloccata: il software di cassa non ottiene nulla finché non si ripara.',
      fifth: 'Ogni scheda dice quando il servizio ha risposto l’ultima volta.',
    },
    next: 'Apra la diagnostica. Dice che cosa non va e che cosa fare.',
  },
  outbox: {
    title: 'Aiuto: posta in uscita',
    lines: {
      first: 'Qui si conservano le vendite che non si sono potute inviare.',
      second: 'La cassa le invia da sola, nel loro ordine.',
      third: 'Alcune richiedono una decisione: il servizio le ha rifiutate o non ha risposto.',
      fourth: 'Una correzione viene inviata di nuovo come la stessa vendita.',
      fifth: 'Nulla qui va perso quando la cassa si riavvia.',
    },
    next: 'Guardi prima «Da decidere».',
  },
  clients: {
    title: 'Aiuto: programmi',
    lines: {
      first: 'Un programma è un software di cassa che può usare i servizi di questa cassa.',
      second: 'Ognuno ha la sua chiave e può fare solo ciò che è elencato.',
      third: 'Avvii l’abbinamento nel software di cassa; qui appare una domanda.',
      fourth: 'Confronti il codice sui due schermi prima di consentire.',
      fifth: 'Revochi subito l’accesso se altri possono conoscere una chiave.',
    },
    next: 'Abbini un software di cassa, o ne aggiunga uno a mano.',
  },
  upstreams: {
    title: 'Aiuto: servizi',
    lines: {
      first: 'Un servizio è ciò a cui questa cassa accede nel cloud.',
      second: 'La password resta nel portachiavi di questo computer.',
      third: 'Bloccato: il servizio ha rifiutato la password. Non si riprova.',
      fourth: 'Una nuova password viene provata prima di togliere la vecchia.',
      fifth: 'La prova mostra con quale nome il servizio conosce questa cassa.',
    },
    next: 'Se un servizio è bloccato, inserisca la password giusta.',
  },
  settings: {
    title: 'Aiuto: impostazioni',
    lines: {
      first: 'Imposti prima il paese: i numeri si leggono in base a esso.',
      second: 'Imposti un PIN del responsabile, perché in cassa non si cambi nulla.',
      third: 'Ciò che ha deciso la sede centrale non si può cambiare qui.',
      fourth: 'Alcune modifiche valgono dal prossimo avvio. La riga lo dice.',
      fifth: 'Ripristina riporta il valore predefinito.',
    },
    next: 'Lasci i limiti così, a meno che l’assistenza non lo chieda.',
  },
}
