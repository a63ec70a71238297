import type { Words } from '#words/catalogue.ts'
import type { updates as english } from '#words/en/updates.ts'

export const updates: Words<'nl', typeof english> = {
  title: 'Updates',
  version: 'Versie',
  offered: 'Nieuwere versie',
  ring: 'Groep winkels',
  quietHours: 'Rustige uren',
  fresh: 'Laatste geslaagde controle',
  never: 'Nog geen',
  steps: {
    idle: 'Dit is de nieuwste versie voor deze winkel.',
    checking: 'Zoeken naar een nieuwere versie…',
    available: 'Er is een nieuwere versie.',
    downloading: '{{version}} downloaden…',
    ready: 'Gedownload en gecontroleerd. Wordt geïnstalleerd als de kassa rustig is.',
    installing: 'Installeren. Het venster komt vanzelf terug.',
    proving: 'Controleren of de nieuwe versie werkt.',
    'rolling-back': 'De nieuwe versie werkte niet. De vorige wordt teruggezet.',
  },
  waits: {
    paused: 'Updates zijn gepauzeerd.',
    pinned: 'Het hoofdkantoor houdt deze winkel op haar versie.',
    'not-in-ring': 'Andere winkels krijgen hem eerst.',
    'failed-before': 'Hij werkte hier eerder niet. Wachten op een nieuwere versie.',
    'request-under-way': 'Wacht tot een aanvraag klaar is.',
    'sale-just-now': 'Wacht op een rustig moment.',
    'verification-open': 'Wacht tot een klant is geverifieerd.',
    'pairing-open': 'Wacht tot een programma dat toegang vraagt antwoord heeft.',
    'outside-quiet-hours': 'Wacht op de rustige uren van de winkel.',
  },
  outcomes: {
    done: 'Versie {{version}} is {{when}} geïnstalleerd.',
    'rolled-back': 'Versie {{version}} werkte niet en is {{when}} verwijderd.',
    stuck: 'Versie {{version}} kon {{when}} niet worden verwijderd. Bel support.',
  },
  progress: '{{bytes}} van {{of}}',
  check: 'Naar updates zoeken',
  install: 'Nu installeren',
  installTitle: 'Versie {{version}} nu installeren?',
  installExplain:
    'Till Agent stopt en start opnieuw. De kassasoftware bereikt de diensten ongeveer een halve minuut niet.',
}
