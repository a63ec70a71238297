import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'nl', typeof english> = {
  title: 'Diagnose',
  tabs: { findings: 'Controle', bundle: 'Supportpakket', audit: 'Auditlogboek' },
  run: 'Opnieuw controleren',
  running: 'Alles wordt gecontroleerd. Elke dienst krijgt één aanvraag…',
  checkedAt: 'Gecontroleerd',
  allFine: 'Alles is in orde.',
  someTrouble: 'Er is iets mis. Hieronder staat wat te doen.',
  someAttention: 'Het werkt. Iets vraagt uw aandacht.',
  thisComputer: 'Deze computer',
  outcomes: { fine: 'In orde', attention: 'Let op', trouble: 'Probleem', skipped: 'Niet gecontroleerd' },
  checks: {
    keychain: 'Sleutelhanger',
    settings: 'Instellingen',
    environment: 'Instellingen van het systeem',
    port: 'Poort',
    audit: 'Auditlogboek',
    verifications: 'Codes aan klanten',
    log: 'Logboek',
    drops: 'Mappen voor bestanden',
    telemetry: 'Meldingen aan het hoofdkantoor',
    dns: 'Naam',
    proxy: 'Proxy',
    tls: 'Versleuteling',
    certificate: 'Certificaat van de kassa',
    clock: 'Klok',
    credential: 'Inloggegevens',
  },
  findings: {
    keychain: {
      fine: { sentence: 'De sleutelhanger bewaart geheimen en geeft ze terug.' },
      attention: {
        sentence: 'Geheimen worden alleen bewaard tot Till Agent stopt.',
        remedy: 'Niets te doen als deze kassa bij elke start wordt ingesteld.',
      },
      trouble: {
        sentence: 'De sleutelhanger van deze computer bewaart geen geheimen.',
        remedy: 'Ontgrendel de sleutelhanger door in te loggen op deze computer en controleer dan opnieuw.',
      },
      skipped: { sentence: 'De sleutelhanger is niet gecontroleerd.' },
    },
    settings: {
      fine: { sentence: 'De instellingen kunnen worden gelezen en geschreven.' },
      attention: {
        sentence: 'De instellingen waren beschadigd. Er is een kopie van bewaard.',
        remedy: 'Controleer of alle diensten en programma’s er nog zijn en geef de kopie aan support.',
      },
      trouble: {
        sentence: 'De instellingen kunnen niet worden gelezen of geschreven.',
        remedy: 'Controleer of er ruimte op de schijf is en controleer dan opnieuw.',
      },
      skipped: { sentence: 'De instellingen zijn niet gecontroleerd.' },
    },
    environment: {
      fine: { sentence: 'Niets in de instellingen van het systeem maakt verbindingen minder veilig.' },
      attention: {
        sentence:
          'Deze computer vraagt zijn programma’s om minder veiligheid. Till Agent luistert daar niet naar, andere wel.',
        remedy: 'Laat dit zien aan de beheerder van deze computer.',
      },
      trouble: {
        sentence: 'De instellingen van het systeem konden niet worden gelezen.',
        remedy: 'Vraag het een technicus.',
      },
      skipped: { sentence: 'De instellingen van het systeem zijn niet gecontroleerd.' },
    },
    port: {
      fine: { sentence: 'De kassasoftware kan Till Agent bereiken.' },
      attention: {
        sentence: 'De kassasoftware kan Till Agent maar op één manier bereiken.',
        remedy: 'Vraag het een technicus.',
      },
      trouble: {
        sentence: 'De kassasoftware kan Till Agent niet bereiken.',
        remedy:
          'Start Till Agent opnieuw. Helpt dat niet, dan gebruikt misschien een ander programma de poort: bel support.',
      },
      skipped: { sentence: 'De poort is niet gecontroleerd.' },
    },
    audit: {
      fine: { sentence: 'Het auditlogboek wordt bijgehouden.' },
      attention: {
        sentence: 'Het auditlogboek was beschadigd. Wat ervan over was, is bewaard.',
        remedy: 'Zoek uit waarom, en bewaar het oude bestand voor wie het onderzoekt.',
      },
      trouble: {
        sentence: 'Het auditlogboek kan niet worden geschreven.',
        remedy: 'Controleer of er ruimte op de schijf is. Tot dan wordt niets vastgelegd.',
      },
      skipped: { sentence: 'Het auditlogboek is niet gecontroleerd.' },
    },
    verifications: {
      fine: { sentence: 'Codes aan klanten worden geteld.' },
      attention: {
        sentence: 'Sommige verificaties van klanten waren beschadigd. Ze zijn bewaard.',
        remedy: 'Laat de schijf van deze computer controleren en geef het bestand aan support.',
      },
      trouble: {
        sentence: 'Geen klant kan worden geverifieerd: codes kunnen niet worden geteld.',
        remedy: 'Controleer of er ruimte op de schijf is en controleer dan opnieuw.',
      },
      skipped: { sentence: 'Codes aan klanten zijn niet gecontroleerd.' },
    },
    drops: {
      fine: { sentence: 'De bestandsserver neemt bestanden aan.' },
      attention: {
        sentence: 'Sommige bestanden zijn niet verstuurd.',
        remedy: 'Kijk in de submap ‘refused’: een notitie bij elk bestand zegt waarom.',
      },
      trouble: {
        sentence: 'Bestanden kunnen niet naar hun server worden gestuurd.',
        remedy: 'Ze wachten. Is de verbinding goed, meld het dan bij support.',
      },
      skipped: { sentence: 'De bestandsserver is niet gecontroleerd.' },
    },
    telemetry: {
      fine: { sentence: 'Het hoofdkantoor krijgt de meldingen van deze kassa.' },
      attention: {
        sentence: 'Het hoofdkantoor krijgt de meldingen van deze kassa niet. Er kan gewoon worden verkocht.',
        remedy: 'Laat dit zien aan wie deze kassa beheert.',
      },
      trouble: {
        sentence: 'De meldingen aan het hoofdkantoor konden niet worden gecontroleerd.',
        remedy: 'Controleer later opnieuw.',
      },
      skipped: { sentence: 'De meldingen aan het hoofdkantoor zijn niet gecontroleerd.' },
    },
    log: {
      fine: { sentence: 'Het logboek wordt geschreven.' },
      attention: {
        sentence: 'Sommige regels van het logboek zijn verloren.',
        remedy: 'Zoek uit waarom de schijf van deze computer vol was.',
      },
      trouble: {
        sentence: 'Het logboek kan niet worden geschreven.',
        remedy: 'Controleer of de schijf van deze computer niet vol is en controleer dan opnieuw.',
      },
      skipped: { sentence: 'Het logboek is niet gecontroleerd.' },
    },
    dns: {
      fine: { sentence: 'De naam van de dienst is bekend.' },
      attention: {
        sentence: 'De naam van de dienst leidt naar een ongebruikelijk adres.',
        remedy: 'Vraag het een technicus.',
      },
      trouble: {
        sentence: 'De naam van de dienst kan niet worden gevonden.',
        remedy: 'Controleer het netwerk van de winkel en het adres van de dienst.',
      },
      skipped: { sentence: 'De naam hoefde niet te worden opgezocht.' },
    },
    proxy: {
      fine: { sentence: 'De weg naar de dienst is vrij.' },
      attention: {
        sentence: 'De weg naar de dienst loopt via een proxy, en er kwam geen antwoord terug.',
        remedy: 'Vraag het de netwerkbeheerder van de winkel.',
      },
      trouble: {
        sentence: 'De proxy laat de kassa niet door.',
        remedy: 'Vraag het de netwerkbeheerder van de winkel.',
      },
      skipped: { sentence: 'De proxy is niet gecontroleerd.' },
    },
    tls: {
      fine: { sentence: 'De dienst bewees dat het de juiste is.' },
      attention: {
        sentence: 'Iemand ertussen kan de verbinding met de dienst misschien lezen.',
        remedy: 'Vraag de netwerkbeheerder van de winkel of dat de bedoeling is.',
      },
      trouble: {
        sentence: 'Er kon geen veilige verbinding met de dienst worden gemaakt.',
        remedy:
          'Controleer het netwerk van de winkel. Werkt het, vraag dan de netwerkbeheerder: misschien zit er iemand tussen.',
      },
      skipped: { sentence: 'De versleuteling is niet gecontroleerd.' },
    },
    certificate: {
      fine: { sentence: 'Het certificaat van deze kassa is goed.' },
      attention: {
        sentence: 'Het certificaat van deze kassa verloopt binnenkort.',
        remedy: 'Vraag een technicus om een nieuw.',
      },
      trouble: { sentence: 'Het certificaat van deze kassa is verlopen.', remedy: 'Vraag een technicus om een nieuw.' },
      skipped: { sentence: 'Het certificaat van deze kassa is niet gecontroleerd.' },
    },
    clock: {
      fine: { sentence: 'De klok loopt goed.' },
      attention: {
        sentence: 'De klok loopt een beetje verkeerd.',
        remedy: 'Laat deze computer zijn klok automatisch gelijkzetten.',
      },
      trouble: {
        sentence: 'De klok loopt zo verkeerd dat diensten deze kassa kunnen weigeren.',
        remedy: 'Stel datum, tijd en tijdzone van deze computer in.',
      },
      skipped: { sentence: 'De klok kon niet worden gecontroleerd.' },
    },
    credential: {
      fine: { sentence: 'De dienst accepteert de inloggegevens van deze kassa.' },
      attention: {
        sentence: 'Er kon niet worden gecontroleerd of de dienst de inloggegevens accepteert.',
        remedy: 'Test het later opnieuw.',
      },
      trouble: {
        sentence: 'De inloggegevens van deze kassa werken niet.',
        remedy: 'Voer de juiste in, of log opnieuw in.',
      },
      skipped: { sentence: 'De inloggegevens zijn niet getest.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'de instellingen van het bureaublad',
    'etc-environment': 'de variabelen in /etc/environment',
    windows: 'de internetinstellingen van Windows',
    winhttp: 'de WinHTTP-instellingen van Windows',
    macos: 'de netwerkinstellingen van macOS',
    chromium: 'de instellingen van het systeem',
    none: 'de instellingen van het systeem',
  },
  settingsWithPac: '{{settings}} (PAC-bestand {{pac}})',
  panelOpened: 'Geopend op deze computer. Controleer daarna opnieuw.',
  actions: {
    'test-upstream': 'Deze dienst testen',
    'rotate-upstream': 'Nieuwe inloggegevens invoeren',
    'sign-in-upstream': 'Inloggen',
    'change-network': 'Netwerk wijzigen',
    'open-settings': 'Instellingen openen',
    'open-keychain': 'Sleutelhanger ontgrendelen',
    'open-clock': 'Instellingen van de klok openen',
    'check-again': 'Opnieuw controleren',
  },
  bundle: {
    explain:
      'Alles wat support nodig heeft om u te helpen, in één bestand. Er staat geen geheim en geen klant in. Bekijk het voordat u het stuurt.',
    preview: 'Inhoud tonen',
    lines_one: '{{lines}} regel',
    lines_other: '{{lines}} regels',
    save: 'Bestand opslaan',
    saved: '{{fileName}} is opgeslagen in uw downloads.',
    contentOf: 'Inhoud van {{name}}',
  },
}
