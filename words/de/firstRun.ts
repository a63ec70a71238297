import type { Words } from '#words/catalogue.ts'
import type { firstRun as english } from '#words/en/firstRun.ts'

export const firstRun: Words<'de', typeof english> = {
  title: 'Diese Kasse einrichten',
  later: 'Später einrichten',
  progress: 'Schritte',
  elsewhere: 'Diese Kasse wurde in einem anderen Fenster eingerichtet. Sie können hier weitermachen.',
  stages: { store: 'Filiale', upstream: 'Dienst', credential: 'Anmelden', pairing: 'Kassensoftware', ready: 'Bereit' },
  store: {
    title: 'Willkommen. Welche Filiale ist das?',
    text: 'Es dauert etwa drei Minuten. Sie brauchen Namen und Passwort der Kasse von der Zentrale.',
    name: 'Name der Filiale',
    nameHint: 'Wie Ihre Kollegen sie nennen. Das Feld darf leer bleiben.',
    country: 'Land',
    countryHint: 'Nummern der Kunden werden dann ohne Landesvorwahl verstanden.',
  },
  upstream: {
    title: 'Welchen Dienst nutzt diese Kasse?',
    text: 'Till Agent bewahrt das Passwort sicher auf und meldet Ihre Kassensoftware an.',
    another: 'Anderer Dienst',
  },
  credential: {
    text: 'Das wird jetzt geprüft. Das Passwort liegt im Schlüsselbund dieses Computers und wird nie wieder gezeigt.',
    test: 'Anmelden',
    leave: 'Verlassen? Das Passwort muss dann neu eingegeben werden.',
    testing: 'Der Dienst wird gefragt …',
    untested: 'Ohne Prüfung speichern',
  },
  identity: {
    title: 'Ist das Ihre Filiale?',
    text: 'Der Dienst kennt diese Kasse als:',
    unnamedTitle: 'Der Dienst ist eingerichtet',
    organisation: 'Organisation',
    till: 'Kasse',
    yes: 'Ja, das ist unsere Kasse',
    no: 'Nein, ändern',
    untested:
      'Der Dienst wurde noch nicht gefragt, ob das Passwort stimmt. Sehen Sie unter „Status“ nach, wenn das Internet funktioniert.',
    clock: {
      right: 'Die Uhr dieses Computers stimmt.',
      behind: 'Die Uhr dieses Computers geht {{skew}} nach.',
      ahead: 'Die Uhr dieses Computers geht {{skew}} vor.',
      remedy: 'Stellen Sie Datum und Uhrzeit, sonst sind Codes und Bons falsch.',
    },
  },
  pairing: {
    title: 'Kassensoftware verbinden',
    text: 'Ab jetzt verbindet sich die Kassensoftware mit Till Agent und nicht mehr selbst mit dem Dienst.',
    address: 'Geben Sie in der Kassensoftware dies als Adresse des Dienstes ein:',
    copy: 'Kopieren',
    copied: 'Kopiert',
    ask: 'Starten Sie die Verbindung in der Kassensoftware. Hier erscheint dann eine Anfrage.',
    compare: 'Vergleichen Sie den Code auf beiden Bildschirmen und erlauben Sie dann den Zugriff.',
    waiting: 'Warten auf die Anfrage der Kassensoftware …',
    paired: 'Verbunden: {{clients}}',
    byHand: 'Die Kassensoftware kann nicht fragen',
    byHandText:
      'Dann erhält sie ihren Schlüssel von Hand. Geben Sie ihr einen Namen; sie darf alles, was eine Kassensoftware beim Verkauf tut.',
    skip: 'Vorerst überspringen',
  },
  ready: {
    title: 'Diese Kasse ist bereit',
    text: 'Sie können sofort Kunden suchen und bestätigen.',
    almostTitle: 'Fast bereit',
    almostNoClient:
      'Noch ist keine Kassensoftware verbunden. Gehen Sie zurück, um sie zu verbinden, oder tun Sie es später unter „Programme“.',
    pin: 'Ohne PIN der Filialleitung kann jeder an diesem Fenster die Einrichtung ändern.',
    almostText: 'Noch funktioniert nicht alles, wie es soll. Unter „Status“ steht, warum und was zu tun ist.',
    store: 'Filiale und Kasse',
    noClients: 'Noch keine',
    done: 'Loslegen',
  },
}
