import type { Words } from '#words/catalogue.ts'
import type { display as english } from '#words/en/display.ts'

export const display: Words<'de', typeof english> = {
  connecting: {
    title: 'Kundenanzeige',
    explain:
      'Dieser Bildschirm ist noch nicht mit der Kasse verbunden. Verbinden Sie ihn, und lassen Sie ihn dann an der Kasse vom Filialleiter erlauben.',
    connect: 'Diesen Bildschirm verbinden',
    compare: 'Vergleichen Sie diesen Code mit dem an der Kasse:',
    refused: 'Die Kasse hat diesen Bildschirm abgelehnt. War das ein Versehen, verbinden Sie ihn noch einmal.',
    expired: 'An der Kasse hat niemand rechtzeitig geantwortet. Verbinden Sie diesen Bildschirm noch einmal.',
    busy: 'Die Kasse kann gerade nicht fragen. Warten Sie kurz, und verbinden Sie diesen Bildschirm dann noch einmal.',
  },
  screen: {
    welcome: 'Willkommen',
    language: 'Sprache',
    askedBy: 'Es fragt',
    number: 'Ihre Mobilnummer oder E-Mail-Adresse',
    numberWhy: 'Wir senden einen Code dorthin, um zu prüfen, dass sie Ihnen gehört.',
    send: 'Code an mich senden',
    code: 'Ihr Code',
    sentTo: 'Wir haben ihn gesendet an',
    decline: 'Nein, danke',
    forgets: 'Dieser Bildschirm behält nichts von dem, was Sie eingeben.',
    done: {
      confirmed: 'Danke. Bestätigt.',
      other: 'Nicht bestätigt. Bitte fragen Sie an der Kasse.',
    },
    away: 'Einen Moment, bitte.',
    failed: 'Das hat nicht geklappt. Prüfen Sie Ihre Eingabe, oder fragen Sie an der Kasse.',
  },
  counter: {
    ask: 'Auf der Kundenanzeige fragen',
    enterThere: 'Kunde gibt den Code ein',
    title: 'Auf der Kundenanzeige',
    asking: 'Sie fragt nach der Nummer oder E-Mail-Adresse des Kunden.',
    typing: 'Der Kunde tippt…',
    code: 'Der Kunde gibt den Code dort ein. Dieser Bildschirm geht von selbst weiter.',
    takeOver: 'Stattdessen hier eingeben',
  },
  settings: {
    title: 'Kundenanzeigen',
    explain:
      'Ein zweiter Bildschirm dieses Computers, an dem Kunden Nummer und Code selbst eingeben. Öffnen Sie dort diese Adresse, in einem eigenen Browser:',
    none: 'Keine Kundenanzeige ist verbunden.',
    open: 'Jetzt offen',
    closed: 'Nicht offen',
    since: 'Verbunden {{time}}',
    remove: 'Entfernen',
    removeQuestion: 'Diese Anzeige entfernen?',
    ownWindow: {
      explain:
        'Ein zweiter Bildschirm dieses Computers, an dem Kunden Nummer und Code selbst eingeben. Das Fenster füllt den anderen Bildschirm von selbst und öffnet sich von da an mit Till Agent.',
      open: 'Kundenanzeige öffnen',
      close: 'Kundenanzeige schließen',
    },
  },
  pairing: {
    title: 'Eine Kundenanzeige bittet um Zugang',
    compare: 'Zeigt die Kundenanzeige diesen Code?',
    impostor:
      'Erlauben Sie es nur, wenn Sie den Bildschirm gerade selbst verbunden haben. Kein Code oder ein anderer? Wählen Sie „Ablehnen“: Ein Programm könnte sich als der Bildschirm ausgeben, um mitzulesen, was Kunden eingeben.',
  },
}
