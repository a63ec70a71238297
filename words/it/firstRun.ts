import type { Words } from '#words/catalogue.ts'
import type { firstRun as english } from '#words/en/firstRun.ts'

export const firstRun: Words<'it', typeof english> = {
  title: 'Configura questa cassa',
  later: 'Configura più tardi',
  progress: 'Passi',
  elsewhere: 'Questa cassa è stata configurata in un’altra finestra. Si può continuare qui.',
  stages: { store: 'Negozio', upstream: 'Servizio', credential: 'Accesso', pairing: 'Software', ready: 'Pronta' },
  store: {
    title: 'Benvenuti. Quale negozio è questo?',
    text: 'Ci vogliono circa tre minuti. Servono nome e password della cassa, dalla sede centrale.',
    name: 'Nome del negozio',
    nameHint: 'Come lo conoscono i colleghi. Si può lasciare vuoto.',
    country: 'Paese',
    countryHint: 'I numeri dei clienti si capiscono così senza prefisso internazionale.',
  },
  upstream: {
    title: 'Quale servizio usa questa cassa?',
    text: 'Till Agent custodisce la password e fa accedere il software di cassa.',
    another: 'Un altro tipo di servizio',
  },
  credential: {
    text: 'Ora si verifica. La password resta nel portachiavi di questo computer e non viene più mostrata.',
    test: 'Accedi',
    leave: 'Uscire? La password andrà inserita di nuovo.',
    testing: 'Si chiede al servizio…',
    untested: 'Salva senza prova',
  },
  identity: {
    title: 'È il Suo negozio?',
    text: 'Il servizio conosce questa cassa come:',
    unnamedTitle: 'Il servizio è configurato',
    organisation: 'Organizzazione',
    till: 'Cassa',
    yes: 'Sì, è la nostra cassa',
    no: 'No, cambia',
    untested:
      'Al servizio non è ancora stato chiesto se la password è giusta. Guardi «Stato» quando internet funziona.',
    clock: {
      right: 'L’orologio di questo computer è giusto.',
      behind: 'L’orologio di questo computer è indietro di {{skew}}.',
      ahead: 'L’orologio di questo computer è avanti di {{skew}}.',
      remedy: 'Regoli data e ora, o codici e scontrini saranno sbagliati.',
    },
  },
  pairing: {
    title: 'Collega il software di cassa',
    text: 'D’ora in poi il software di cassa si collega a Till Agent, non al servizio stesso.',
    address: 'Nel software di cassa, inserisca questo come indirizzo del servizio:',
    copy: 'Copia',
    copied: 'Copiato',
    ask: 'Avvii l’abbinamento nel software di cassa. Qui appare una richiesta.',
    compare: 'Confronti il codice sui due schermi, poi consenta l’accesso.',
    waiting: 'In attesa del software di cassa…',
    paired: 'Collegato: {{clients}}',
    byHand: 'Il software non può chiedere',
    byHandText:
      'Allora riceve la chiave a mano. Gli dia un nome; può fare tutto ciò che un software di cassa fa in una vendita.',
    skip: 'Salta per ora',
  },
  ready: {
    title: 'Questa cassa è pronta',
    text: 'Si possono subito cercare e verificare clienti.',
    almostTitle: 'Quasi pronta',
    almostNoClient:
      'Nessun software di cassa è ancora collegato. Torni indietro per collegarlo, o lo faccia più tardi in «Programmi».',
    pin: 'Senza PIN del responsabile, chiunque a questa finestra può cambiare la configurazione.',
    almostText: 'Non tutto funziona ancora come dovrebbe. «Stato» dice perché e che cosa fare.',
    store: 'Negozio e cassa',
    noClients: 'Ancora nessuno',
    done: 'Inizia',
  },
}
