import type { Words } from '#words/catalogue.ts'
import type { help as english } from '#words/en/help.ts'

/** Five lines and the next step for each screen. */
export const help: Words<'nl', typeof english> = {
  open: 'Hulp',
  next: 'Volgende',
  support: 'Support bellen',
  supportExplain: 'Een supportpakket bevat wat support nodig heeft, zonder geheimen en klanten.',
  make: 'Supportpakket maken',
  read: 'Eerst lezen',
  reference: 'Geef support dit nummer',
  customer: {
    title: 'Hulp: klanten',
    lines: {
      first: 'Typ of scan een nummer, een e-mailadres of een kaart.',
      second: 'Stuur een code. De klant krijgt hem per sms of e-mail.',
      third: 'Typ de code die de klant voorleest.',
      fourth: 'Groen: het nummer of adres is van de klant.',
      fifth: 'Geen code? Stuur een nieuwe, of verkoop zonder verificatie.',
    },
    next: 'Druk op Escape om opnieuw te beginnen met de volgende klant.',
  },
  status: {
    title: 'Hulp: status',
    lines: {
      first: 'De kleur bovenaan zegt hoe het met de kassa gaat.',
      second: 'Let op: het werkt, en er is iets om naar te kijken.',
      third: 'Offline: verkopen gaan door, loyaliteit niet.',
      fourth: 'Geblokkeerd: de kassasoftware krijgt niets tot het is verholpen.',
      fifth: 'Elke kaart zegt wanneer de dienst voor het laatst antwoordde.',
    },
    next: 'Open Diagnose. Daar staat wat er mis is en wat te doen.',
  },
  outbox: {
    title: 'Hulp: postvak UIT',
    lines: {
      first: 'Verkopen die niet konden worden verstuurd, worden hier bewaard.',
      second: 'De kassa verstuurt ze vanzelf, in hun volgorde.',
      third: 'Sommige vragen een beslissing: de dienst weigerde ze of antwoordde niet.',
      fourth: 'Een verbetering wordt opnieuw verstuurd als dezelfde verkoop.',
      fifth: 'Hier gaat niets verloren als de kassa opnieuw start.',
    },
    next: 'Kijk eerst bij ‘Te beslissen’.',
  },
  clients: {
    title: 'Hulp: programma’s',
    lines: {
      first: 'Een programma is kassasoftware die de diensten van deze kassa mag gebruiken.',
      second: 'Elk heeft een eigen sleutel en mag alleen wat er staat.',
      third: 'Start de koppeling in de kassasoftware; hier verschijnt een vraag.',
      fourth: 'Vergelijk de code op beide schermen voordat u het toestaat.',
      fifth: 'Trek de toegang meteen in als anderen een sleutel kunnen kennen.',
    },
    next: 'Koppel kassasoftware, of voeg haar met de hand toe.',
  },
  upstreams: {
    title: 'Hulp: diensten',
    lines: {
      first: 'Een dienst is iets in de cloud waarbij deze kassa inlogt.',
      second: 'Het wachtwoord wordt bewaard in de sleutelhanger van deze computer.',
      third: 'Geblokkeerd: de dienst weigerde het wachtwoord. Het wordt niet opnieuw geprobeerd.',
      fourth: 'Een nieuw wachtwoord wordt getest voordat het oude weggaat.',
      fifth: 'De test toont als wie de dienst deze kassa kent.',
    },
    next: 'Is een dienst geblokkeerd, voer dan het juiste wachtwoord in.',
  },
  settings: {
    title: 'Hulp: instellingen',
    lines: {
      first: 'Stel eerst het land in: nummers worden daarnaar gelezen.',
      second: 'Stel een pincode van de manager in, zodat er aan de kassa niets wordt gewijzigd.',
      third: 'Wat het hoofdkantoor bepaalde, kan hier niet worden gewijzigd.',
      fourth: 'Sommige wijzigingen gelten vanaf de volgende start. De regel zegt het.',
      fifth: 'Terugzetten herstelt de standaardwaarde.',
    },
    next: 'Laat limieten zoals ze zijn, tenzij support erom vraagt.',
  },
}
