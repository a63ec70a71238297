import type { Words } from '#words/catalogue.ts'
import type { pairing as english } from '#words/en/pairing.ts'

export const pairing: Words<'it', typeof english> = {
  title: 'Un programma chiede l’accesso',
  executable: 'File del programma',
  pid: 'processo {{pid}}',
  foreignLetters: 'Ciò che sta tra ‹ › non è una lettera comune: può sembrarne un’altra, o non vedersi.',
  resembles: 'Il nome è di un programma che ha già l’accesso, o appare uguale: {{clients}}.',
  unknownProcess: 'Questo computer non sa dire quale programma chiede.',
  compare: 'Il software di cassa mostra questo codice?',
  impostor:
    'Consenta solo se l’ha appena avviato Lei nel software di cassa. Nessun codice, o un altro? Scelga «Rifiuta»: un altro programma potrebbe spacciarsi per il software di cassa.',
  wants: 'Vuole',
  forHowLong: 'Per quanto tempo',
  asRequested: '{{period}} (richiesto)',
  days_one: 'Un giorno',
  days_many: '{{count}} di giorni',
  days_other: '{{count}} giorni',
  untilRevoked: 'Finché non revoca l’accesso',
  timeLeft: 'Tempo per rispondere',
  approve: 'Codici uguali: consenti',
  approveBySpace: 'Per premere questo pulsante da tastiera, usi la barra spaziatrice, non Invio.',
  refuse: 'Rifiuta',
  chooseOne: 'Scelga almeno una cosa che può fare.',
  pinNeeded: 'Per dare l’accesso a un programma, inserisca il PIN del responsabile.',
  granted: '{{name}} ora ha l’accesso.',
  grantedHint: 'Il software di cassa riceve la chiave da solo. L’accesso si revoca in «Programmi».',
  refused: '{{name}} è stato rifiutato.',
  withdrawn: 'È stato risposto altrove, o il programma ha smesso di chiedere.',
  expired: 'Il tempo per rispondere è scaduto. Il programma non ha ricevuto l’accesso.',
  expiredHint: 'Avvii di nuovo l’abbinamento nel software di cassa.',
}
