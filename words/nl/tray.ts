import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'nl', typeof english> = {
  ready: 'Gereed',
  attention: 'Vraagt aandacht',
  offline: 'Geen dienst bereikbaar',
  blocked: 'Werkt niet',
  outbox: 'Postvak UIT: {{open}} wachtend',
  outboxToDecide: 'Postvak UIT: {{open}} wachtend, {{needPerson}} te beslissen',
  since: 'sinds {{time}}',
  testMode: 'Testmodus: {{upstreams}}',
  training: 'Oefening: niets telt',
  open: 'Openen',
  doctor: 'Controle',
  customerScreen: 'Klantscherm',
  startAtLogin: 'Met de computer starten',
  quit: 'Afsluiten',
  cannotStart: 'Till Agent kan niet starten',
  crashed: 'Till Agent is gestopt',
}
