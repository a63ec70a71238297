import type { Words } from '#words/catalogue.ts'
import type { firstRun as english } from '#words/en/firstRun.ts'

export const firstRun: Words<'nl', typeof english> = {
  title: 'Deze kassa instellen',
  later: 'Later instellen',
  progress: 'Stappen',
  elsewhere: 'Deze kassa is in een ander venster ingesteld. U kunt hier verdergaan.',
  stages: { store: 'Winkel', upstream: 'Dienst', credential: 'Inloggen', pairing: 'Software', ready: 'Gereed' },
  store: {
    title: 'Welkom. Welke winkel is dit?',
    text: 'Het duurt ongeveer drie minuten. U hebt de naam en het wachtwoord van de kassa nodig, van het hoofdkantoor.',
    name: 'Naam van de winkel',
    nameHint: 'Zoals uw collega’s haar kennen. Mag leeg blijven.',
    country: 'Land',
    countryHint: 'Nummers van klanten worden dan zonder landnummer begrepen.',
  },
  upstream: {
    title: 'Welke dienst gebruikt deze kassa?',
    text: 'Till Agent bewaart het wachtwoord veilig en logt in voor uw kassasoftware.',
    another: 'Een ander soort dienst',
  },
  credential: {
    text: 'Dit wordt nu gecontroleerd. Het wachtwoord komt in de sleutelhanger van deze computer en wordt nooit meer getoond.',
    test: 'Inloggen',
    leave: 'Verlaten? Het wachtwoord moet dan opnieuw worden getypt.',
    testing: 'De dienst wordt gevraagd…',
    untested: 'Opslaan zonder test',
  },
  identity: {
    title: 'Is dit uw winkel?',
    text: 'De dienst kent deze kassa als:',
    unnamedTitle: 'De dienst is ingesteld',
    organisation: 'Organisatie',
    till: 'Kassa',
    yes: 'Ja, dit is onze kassa',
    no: 'Nee, wijzigen',
    untested: 'De dienst is nog niet gevraagd of het wachtwoord klopt. Kijk bij ‘Status’ als het internet werkt.',
    clock: {
      right: 'De klok van deze computer loopt goed.',
      behind: 'De klok van deze computer loopt {{skew}} achter.',
      ahead: 'De klok van deze computer loopt {{skew}} voor.',
      remedy: 'Stel datum en tijd in, anders kloppen codes en bonnen niet.',
    },
  },
  pairing: {
    title: 'Kassasoftware verbinden',
    text: 'Vanaf nu verbindt de kassasoftware met Till Agent en niet meer met de dienst zelf.',
    address: 'Voer in de kassasoftware dit in als adres van de dienst:',
    copy: 'Kopiëren',
    copied: 'Gekopieerd',
    ask: 'Start de koppeling in de kassasoftware. Hier verschijnt een vraag.',
    compare: 'Vergelijk de code op beide schermen en geef dan toegang.',
    waiting: 'Wachten op de kassasoftware…',
    paired: 'Verbonden: {{clients}}',
    byHand: 'De software kan niet vragen',
    byHandText:
      'Dan krijgt ze haar sleutel met de hand. Geef haar een naam; ze mag alles wat kassasoftware bij een verkoop doet.',
    skip: 'Nu overslaan',
  },
  ready: {
    title: 'Deze kassa is gereed',
    text: 'U kunt meteen klanten zoeken en verifiëren.',
    almostTitle: 'Bijna gereed',
    almostNoClient:
      'Er is nog geen kassasoftware verbonden. Ga terug om haar te verbinden, of doe het later bij ‘Programma’s’.',
    pin: 'Zonder pincode van de manager kan iedereen aan dit venster de instelling wijzigen.',
    almostText: 'Nog niet alles werkt zoals het moet. Bij ‘Status’ staat waarom en wat te doen.',
    store: 'Winkel en kassa',
    noClients: 'Nog geen',
    done: 'Beginnen',
  },
}
