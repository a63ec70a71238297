import type { Words } from '#words/catalogue.ts'
import type { status as english } from '#words/en/status.ts'

export const status: Words<'nl', typeof english> = {
  title: 'Status',
  condition: {
    ready: 'Alles wat de kassa nodig heeft, werkt.',
    attention: 'De kassa werkt. Iets vraagt uw aandacht.',
    offline: 'Geen enkele dienst is bereikbaar. Verkopen gaan door; punten en codes niet.',
    blocked: 'De kassasoftware bereikt via deze kassa geen enkele dienst.',
  },
  version: 'Versie {{version}}',
  runningSince: 'gestart',
  concerns: {
    title: 'Wat te doen',
    thisTill: 'Deze kassa',
    byCode: {
      NO_UPSTREAM: {
        reason: 'Er is nog geen dienst ingesteld.',
        remedy: 'Stel deze kassa in. Het duurt een paar minuten.',
      },
      NO_CLIENT: {
        reason: 'Er mag nog geen programma deze kassa gebruiken.',
        remedy: 'Start de koppeling in uw kassasoftware, of voeg het programma met de hand toe.',
      },
      NO_PIN: {
        reason: 'Er is geen pincode: iedereen aan dit venster kan de instelling wijzigen.',
        remedy: 'Stel een pincode in, of geef bij ‘Instellingen’ aan dat deze winkel zonder werkt.',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: 'De dienst nam sommige verkopen die ervoor zijn bewaard, niet aan.',
        remedy: 'Bekijk ze stuk voor stuk in het postvak: verbeteren, opnieuw sturen of verwerpen.',
      },
      UPSTREAM_ALARM: {
        reason: 'De dienst handelde voor een andere kassa.',
        remedy: 'Controleer kassa en winkel bij het hoofdkantoor voordat u verder verkoopt.',
      },
      UPSTREAM_RE_SIGNED: {
        reason: 'Iets in het netwerk opent de verbinding met deze dienst en ondertekent de antwoorden opnieuw.',
        remedy: 'Is het het filter van de winkel, dan is het goed. Weet niemand ervan, bel dan support.',
      },
      UPSTREAM_OFFLINE: {
        reason: 'Deze dienst is niet bereikt sinds {{time}}.',
        remedy: 'De kassa probeert het zelf opnieuw. Blijft het zo, zoek dan uit waarom.',
      },
      IDENTITY_UNCONFIRMED: {
        reason: 'Niemand heeft nog gezegd of dit de juiste winkel en kassa is.',
        remedy:
          'Kijk bij ‘Diensten’ en bevestig het. Met het wachtwoord van een andere kassa tellen verkopen voor de winkel van die kassa.',
      },
      CERTIFICATE_EXPIRING: {
        reason: 'Het certificaat dat deze kassa aan de dienst toont, verloopt binnenkort.',
        remedy: 'Vraag nu een nieuw certificaat aan en laat een technicus het installeren.',
      },
      CERTIFICATE_EXPIRED: {
        reason: 'Het certificaat dat deze kassa aan de dienst toont, is verlopen.',
        remedy: 'Vraag een nieuw certificaat aan en laat een technicus het installeren.',
      },
      AUDIT_DAMAGED: {
        reason: 'Het auditlogboek was beschadigd. Het is apart gezet en er is een nieuw begonnen.',
        remedy: 'Zoek uit waarom, en bewaar het oude bestand voor wie het onderzoekt.',
      },
      VERIFICATIONS_DAMAGED: {
        reason: 'Sommige verificaties van klanten waren beschadigd. Ze zijn apart gezet; de rest gaat door.',
        remedy: 'Laat de schijf van deze computer controleren en geef het bestand aan support.',
      },
      RECORD_DAMAGED: {
        reason: 'Het overzicht van updates was beschadigd. Het is apart gezet en er is een nieuw begonnen.',
        remedy: 'Zoek uit waarom, en bewaar het oude bestand voor wie het onderzoekt.',
      },
      RECORD_UNWRITABLE: {
        reason: 'De voortgang van een update kan niet worden bewaard, dus er start geen update.',
        remedy: 'Maak ruimte vrij op de schijf, of vraag het de beheerder van deze computer.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'De kassa kan deze dienst nog niet gebruiken: er zijn geen inloggegevens.',
        remedy: 'Log in of voer inloggegevens in. Hebt u dat al gedaan, zoek dan uit waarom.',
      },
      UPSTREAM_LOCKED: {
        reason: 'De dienst weigerde de inloggegevens van deze kassa. De kassa stuurt ze niet meer.',
        remedy: 'Voer de juiste inloggegevens in.',
      },
    },
    actions: {
      credential: 'Nieuwe inloggegevens invoeren',
      signIn: 'Inloggen',
      pair: 'Programma toegang geven',
      setPin: 'Pincode instellen',
      confirm: 'Kassa bevestigen',
      decide: 'Beslissen in het postvak',
      setUp: 'Deze kassa instellen',
      doctor: 'Uitzoeken waarom',
    },
  },
  upstreams: {
    title: 'Diensten',
    none: 'Er is nog geen dienst ingesteld.',
    openConnections: 'Verbindingen',
    activeRequests: 'Bezig',
    waitingRequests: 'Wachtend',
  },
  latency: {
    title: 'Antwoordtijd, laatste uur',
    none: 'Geen aanvragen in het laatste uur.',
    summary: 'Laatste ({{when}}) {{last}}, gemiddeld {{mean}}, hoogstens {{max}}. {{requests}} aanvragen.',
    asTable: 'Als tabel tonen',
    caption: 'Antwoordtijd van {{upstream}} per minuut',
    minute: 'Minuut',
    requests: 'Aanvragen',
    mean: 'Gemiddeld',
    max: 'Langste',
    anHourAgo: '1 u geleden',
    now: 'nu',
  },
  requests: {
    title: 'Laatste aanvragen',
    none: 'Nog geen aanvragen.',
    noFailures: 'Geen problemen bij de laatste aanvragen.',
    onlyFailures: 'Alleen problemen',
    time: 'Tijd',
    client: 'Programma',
    counter: 'Balie',
    lookUp: 'Klant gezocht',
    upstream: 'Dienst',
    route: 'Route',
    outcome: 'Uitkomst',
    duration: 'Duur',
    outcomes: {
      done: 'Gedaan',
      missing: 'Niet gevonden in de dienst',
      redirected: 'Naar ander adres gestuurd',
      refused: 'Geweigerd door de dienst',
      failed: 'Mislukt in de dienst',
      dropped: 'Onderbroken',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'Geweigerd sinds de start',
    none: 'Er zijn geen aanvragen geweigerd.',
    kind: 'Waarom',
    count: 'Hoe vaak',
  },
}
