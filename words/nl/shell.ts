import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'nl', typeof english> = {
  title: 'Till Agent',
  screens: 'Schermen',
  customer: 'Klant',
  status: 'Status',
  outbox: 'Postvak UIT',
  clients: 'Programma’s',
  upstreams: 'Diensten',
  settings: 'Instellingen',
  condition: {
    ready: 'Gereed',
    attention: 'Let op',
    blocked: 'Geblokkeerd',
    offline: 'Offline',
    disconnected: 'Niet actief',
    unknown: 'Een moment…',
  },
  conditionLink: 'Toestand van deze kassa: {{condition}}',
  language: 'Taal',
  colorScheme: { label: 'Weergave', light: 'Licht', dark: 'Donker', auto: 'Zoals het systeem' },
  signedOut: {
    title: 'U bent uitgelogd.',
    remedy:
      'Verkoop gewoon door en vraag de manager dit scherm opnieuw te openen met een nieuwe link. Die werkt één keer, tien minuten lang, op deze computer.',
    command: 'De manager krijgt er een op deze computer met de opdracht',
    remember: 'Om te voorkomen dat dit elke dag gebeurt, kan de manager ‘Ingelogd blijven’ kiezen bij ‘Instellingen’.',
  },
  testMode: 'Testmodus: {{upstreams}}. Wat daar gebeurt, telt niet.',
  trainingCode: 'De klant kreeg de code {{code}}.',
  training: 'Oefening tot {{time}}. Wat hier gebeurt, telt niet.',
  offline: {
    title: 'Till Agent antwoordt niet. U kunt blijven verkopen.',
    remedy: 'Dit scherm werkt vanzelf weer zodra Till Agent draait.',
  },
}
