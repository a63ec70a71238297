import type { Words } from '#words/catalogue.ts'
import type { display as english } from '#words/en/display.ts'

export const display: Words<'nl', typeof english> = {
  connecting: {
    title: 'Klantscherm',
    explain:
      'Dit scherm is nog niet met de kassa verbonden. Verbind het en laat de manager het daarna aan de kassa toestaan.',
    connect: 'Dit scherm verbinden',
    compare: 'Vergelijk deze code met die op de kassa:',
    refused: 'De kassa heeft dit scherm geweigerd. Was dat een vergissing, verbind het dan opnieuw.',
    expired: 'Niemand heeft op tijd aan de kassa geantwoord. Verbind dit scherm opnieuw.',
    busy: 'De kassa kan nu niet vragen. Wacht even en verbind dit scherm dan opnieuw.',
  },
  screen: {
    welcome: 'Welkom',
    language: 'Taal',
    askedBy: 'Gevraagd door',
    number: 'Uw mobiele nummer of e-mailadres',
    numberWhy: 'Wij sturen daar een code heen om te controleren dat het van u is.',
    send: 'Stuur mij een code',
    code: 'Uw code',
    sentTo: 'Wij hebben hem gestuurd naar',
    decline: 'Nee, dank u',
    forgets: 'Dit scherm bewaart niets van wat u typt.',
    done: {
      confirmed: 'Dank u. Bevestigd.',
      other: 'Niet bevestigd. Vraag het aan de kassa.',
    },
    away: 'Een ogenblik, alstublieft.',
    failed: 'Dat lukte niet. Controleer wat u typte of vraag het aan de kassa.',
  },
  counter: {
    ask: 'Vraag het op het klantscherm',
    enterThere: 'Klant voert de code in',
    title: 'Op het klantscherm',
    asking: 'Het vraagt om het nummer of e-mailadres van de klant.',
    typing: 'De klant typt…',
    code: 'De klant voert de code daar in. Dit scherm gaat vanzelf verder.',
    takeOver: 'Hier invoeren',
  },
  settings: {
    title: 'Klantschermen',
    explain:
      'Een tweede scherm van deze computer waarop klanten zelf nummer en code typen. Open daar dit adres, in een eigen browser:',
    none: 'Er is geen klantscherm verbonden.',
    open: 'Nu open',
    closed: 'Niet open',
    since: 'Verbonden {{time}}',
    remove: 'Verwijderen',
    removeQuestion: 'Dit scherm verwijderen?',
    ownWindow: {
      explain:
        'Een tweede scherm van deze computer waarop klanten zelf nummer en code invoeren. Het venster vult het andere scherm vanzelf en opent voortaan samen met Till Agent.',
      open: 'Klantscherm openen',
      close: 'Klantscherm sluiten',
    },
  },
  pairing: {
    title: 'Een klantscherm vraagt om toegang',
    compare: 'Toont het klantscherm deze code?',
    impostor:
      'Sta het alleen toe als u het scherm zojuist zelf hebt verbonden. Geen code, of een andere? Kies Weigeren: een programma kan zich voordoen als het scherm om te lezen wat klanten typen.',
  },
}
