import type { Words } from '#words/catalogue.ts'
import type { pairing as english } from '#words/en/pairing.ts'

export const pairing: Words<'de', typeof english> = {
  title: 'Ein Programm bittet um Zugriff',
  executable: 'Programmdatei',
  pid: 'Prozess {{pid}}',
  foreignLetters:
    'Was zwischen ‹ › steht, ist kein gewöhnlicher Buchstabe: Es kann wie ein anderer aussehen oder unsichtbar sein.',
  resembles: 'Der Name gehört einem Programm, das schon Zugriff hat, oder sieht genauso aus: {{clients}}.',
  unknownProcess: 'Dieser Computer kann nicht sagen, welches Programm fragt.',
  compare: 'Zeigt die Kassensoftware diesen Code?',
  impostor:
    'Erlauben Sie es nur, wenn Sie es gerade eben selbst in der Kassensoftware gestartet haben. Kein Code oder ein anderer? Dann ablehnen: Vielleicht gibt sich ein anderes Programm als die Kassensoftware aus.',
  wants: 'Es möchte',
  forHowLong: 'Wie lange',
  asRequested: '{{period}} (gewünscht)',
  days_one: 'Einen Tag',
  days_other: '{{count}} Tage',
  untilRevoked: 'Bis Sie den Zugriff entziehen',
  timeLeft: 'Zeit für die Antwort',
  approve: 'Codes sind gleich: Zugriff erlauben',
  approveBySpace: 'Diesen Knopf drücken Sie auf der Tastatur mit der Leertaste, nicht mit der Eingabetaste.',
  refuse: 'Ablehnen',
  chooseOne: 'Wählen Sie mindestens eines, das es tun darf.',
  pinNeeded: 'Um einem Programm Zugriff zu geben, geben Sie die PIN der Filialleitung ein.',
  granted: '{{name}} hat jetzt Zugriff.',
  grantedHint:
    'Die Kassensoftware erhält ihren Schlüssel von selbst. Den Zugriff können Sie unter „Programme“ entziehen.',
  refused: '{{name}} wurde abgelehnt.',
  withdrawn: 'Das wurde an anderer Stelle beantwortet, oder das Programm fragt nicht mehr.',
  expired: 'Die Zeit für die Antwort ist um. Das Programm hat keinen Zugriff erhalten.',
  expiredHint: 'Starten Sie die Verbindung in der Kassensoftware erneut.',
}
