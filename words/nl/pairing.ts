import type { Words } from '#words/catalogue.ts'
import type { pairing as english } from '#words/en/pairing.ts'

export const pairing: Words<'nl', typeof english> = {
  title: 'Een programma vraagt om toegang',
  executable: 'Programmabestand',
  pid: 'proces {{pid}}',
  foreignLetters: 'Wat tussen ‹ › staat, is geen gewone letter: het kan op een andere lijken of onzichtbaar zijn.',
  resembles: 'De naam is van een programma dat al toegang heeft, of ziet er hetzelfde uit: {{clients}}.',
  unknownProcess: 'Deze computer kan niet zeggen welk programma vraagt.',
  compare: 'Toont de kassasoftware deze code?',
  impostor:
    'Sta het alleen toe als u dit zojuist zelf in de kassasoftware hebt gestart. Geen code, of een andere? Kies ‘Weigeren’: misschien doet een ander programma zich voor als de kassasoftware.',
  wants: 'Het wil',
  forHowLong: 'Voor hoelang',
  asRequested: '{{period}} (gevraagd)',
  days_one: 'Eén dag',
  days_other: '{{count}} dagen',
  untilRevoked: 'Tot u de toegang intrekt',
  timeLeft: 'Tijd om te antwoorden',
  approve: 'Codes gelijk: toegang geven',
  approveBySpace: 'Druk op deze knop met de spatiebalk van het toetsenbord, niet met Enter.',
  refuse: 'Weigeren',
  chooseOne: 'Kies minstens één ding dat het mag doen.',
  pinNeeded: 'Voer de pincode van de manager in om een programma toegang te geven.',
  granted: '{{name}} heeft nu toegang.',
  grantedHint: 'De kassasoftware krijgt haar sleutel vanzelf. De toegang trekt u in bij ‘Programma’s’.',
  refused: '{{name}} is geweigerd.',
  withdrawn: 'Dit is elders beantwoord, of het programma vraagt niet meer.',
  expired: 'De tijd om te antwoorden is om. Het programma heeft geen toegang gekregen.',
  expiredHint: 'Start de koppeling in de kassasoftware opnieuw.',
}
