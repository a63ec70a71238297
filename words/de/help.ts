import type { Words } from '#words/catalogue.ts'
import type { help as english } from '#words/en/help.ts'

/** Five lines and the next step for each screen. */
export const help: Words<'de', typeof english> = {
  open: 'Hilfe',
  next: 'Weiter',
  support: 'Support anrufen',
  supportExplain: 'Ein Supportpaket enthält, was der Support braucht, ohne Geheimnisse und Kunden.',
  make: 'Supportpaket erstellen',
  read: 'Zuerst lesen',
  reference: 'Nennen Sie dem Support diese Nummer',
  customer: {
    title: 'Hilfe: Kunden',
    lines: {
      first: 'Nummer, E-Mail-Adresse oder Karte eingeben oder scannen.',
      second: 'Code senden. Der Kunde erhält ihn per SMS oder E-Mail.',
      third: 'Den Code eingeben, den der Kunde vorliest.',
      fourth: 'Grün: Die Nummer oder Adresse gehört dem Kunden.',
      fifth: 'Kein Code? Einen neuen senden oder ohne Bestätigung verkaufen.',
    },
    next: 'Mit Escape beginnen Sie mit dem nächsten Kunden von vorn.',
  },
  status: {
    title: 'Hilfe: Status',
    lines: {
      first: 'Die Farbe oben zeigt, wie es der Kasse geht.',
      second: 'Achtung: Es funktioniert, und etwas sollte angesehen werden.',
      third: 'Offline: Verkäufe gehen weiter, Kundenbindung nicht.',
      fourth: 'Gesperrt: Die Kassensoftware bekommt nichts, bis es behoben ist.',
      fifth: 'Jede Karte sagt, wann ihr Dienst zuletzt geantwortet hat.',
    },
    next: 'Öffnen Sie die Diagnose. Sie sagt, was nicht stimmt und was zu tun ist.',
  },
  outbox: {
    title: 'Hilfe: Postausgang',
    lines: {
      first: 'Hier werden Verkäufe aufgehoben, die nicht gesendet werden konnten.',
      second: 'Die Kasse sendet sie von selbst, in ihrer Reihenfolge.',
      third: 'Manche brauchen eine Entscheidung: Der Dienst lehnte sie ab oder antwortete nicht.',
      fourth: 'Eine Korrektur wird als derselbe Verkauf erneut gesendet.',
      fifth: 'Bei einem Neustart der Kasse geht hier nichts verloren.',
    },
    next: 'Sehen Sie zuerst unter „Zu entscheiden“ nach.',
  },
  clients: {
    title: 'Hilfe: Programme',
    lines: {
      first: 'Ein Programm ist eine Kassensoftware, die die Dienste dieser Kasse nutzen darf.',
      second: 'Jedes hat seinen eigenen Schlüssel und darf nur, was dort steht.',
      third: 'Starten Sie die Verbindung in der Kassensoftware; hier erscheint eine Frage.',
      fourth: 'Vergleichen Sie den Code auf beiden Bildschirmen, bevor Sie es erlauben.',
      fifth: 'Entziehen Sie den Zugriff sofort, wenn andere einen Schlüssel kennen könnten.',
    },
    next: 'Verbinden Sie eine Kassensoftware, oder fügen Sie eine von Hand hinzu.',
  },
  upstreams: {
    title: 'Hilfe: Dienste',
    lines: {
      first: 'Ein Dienst ist etwas in der Cloud, bei dem sich diese Kasse anmeldet.',
      second: 'Das Passwort liegt im Schlüsselbund dieses Computers.',
      third: 'Gesperrt: Der Dienst hat das Passwort abgelehnt. Es wird nicht erneut versucht.',
      fourth: 'Ein neues Passwort wird geprüft, bevor das alte geht.',
      fifth: 'Die Prüfung zeigt, als wen der Dienst diese Kasse kennt.',
    },
    next: 'Ist ein Dienst gesperrt, geben Sie das richtige Passwort ein.',
  },
  settings: {
    title: 'Hilfe: Einstellungen',
    lines: {
      first: 'Legen Sie zuerst das Land fest: Danach werden Nummern gelesen.',
      second: 'Legen Sie eine PIN der Filialleitung fest, damit an der Kasse nichts geändert wird.',
      third: 'Was die Zentrale festgelegt hat, kann hier nicht geändert werden.',
      fourth: 'Manche Änderungen gelten erst ab dem nächsten Start. Die Zeile sagt es.',
      fifth: 'Zurücksetzen bringt die Vorgabe zurück.',
    },
    next: 'Lassen Sie Grenzen, wie sie sind, außer der Support bittet darum.',
  },
}
