import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'de', typeof english> = {
  title: 'Till Agent',
  screens: 'Bereiche',
  customer: 'Kunde',
  status: 'Status',
  outbox: 'Postausgang',
  clients: 'Programme',
  upstreams: 'Dienste',
  settings: 'Einstellungen',
  condition: {
    ready: 'Bereit',
    attention: 'Achtung',
    blocked: 'Gesperrt',
    offline: 'Offline',
    disconnected: 'Läuft nicht',
    unknown: 'Einen Moment …',
  },
  conditionLink: 'Zustand dieser Kasse: {{condition}}',
  language: 'Sprache',
  colorScheme: { label: 'Darstellung', light: 'Hell', dark: 'Dunkel', auto: 'Wie das System' },
  signedOut: {
    title: 'Sie wurden abgemeldet.',
    remedy:
      'Verkaufen Sie weiter und bitten Sie die Filialleitung, diese Ansicht mit einem neuen Link zu öffnen. Er gilt einmal, zehn Minuten lang, auf diesem Computer.',
    command: 'Die Filialleitung erhält ihn auf diesem Computer mit dem Befehl',
    remember:
      'Damit das nicht jeden Tag geschieht, kann die Filialleitung unter „Einstellungen“ „Angemeldet bleiben“ wählen.',
  },
  testMode: 'Testbetrieb: {{upstreams}}. Was dort geschieht, zählt nicht.',
  trainingCode: 'Der Kunde erhielt den Code {{code}}.',
  training: 'Übung bis {{time}}. Was hier geschieht, zählt nicht.',
  offline: {
    title: 'Till Agent antwortet nicht. Sie können weiter verkaufen.',
    remedy: 'Diese Ansicht funktioniert von selbst wieder, sobald Till Agent läuft.',
  },
}
