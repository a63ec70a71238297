import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'de', typeof english> = {
  ready: 'Bereit',
  attention: 'Braucht Aufmerksamkeit',
  offline: 'Kein Dienst erreichbar',
  blocked: 'Funktioniert nicht',
  outbox: 'Postausgang: {{open}} wartend',
  outboxToDecide: 'Postausgang: {{open}} wartend, {{needPerson}} zu entscheiden',
  since: 'seit {{time}}',
  testMode: 'Testbetrieb: {{upstreams}}',
  training: 'Übung: nichts zählt',
  open: 'Öffnen',
  doctor: 'Prüfung',
  customerScreen: 'Kundenanzeige',
  startAtLogin: 'Mit dem Computer starten',
  quit: 'Beenden',
  cannotStart: 'Till Agent kann nicht starten',
  crashed: 'Till Agent wurde unerwartet beendet',
}
