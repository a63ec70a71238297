import type { Words } from '#words/catalogue.ts'
import type { faults as english } from '#words/en/faults.ts'
import { tillFaults } from './tillFaults.ts'

/** What happened and what to do, for the person at the window. */
export const faults: Words<'nl', typeof english> = {
  AGENT_SILENT: {
    title: 'Till Agent antwoordt niet.',
    remedy: 'Wacht even en probeer het opnieuw. Helpt dat niet, start deze computer dan opnieuw of bel support.',
  },
  MALFORMED_REQUEST: {
    title: 'Een programma stuurde iets dat Till Agent niet kan lezen.',
    remedy: 'Meld het bij wie de kassasoftware beheert.',
  },
  INVALID_INPUT: { title: 'Controleer het gemarkeerde veld.', remedy: 'Verbeter het en probeer het opnieuw.' },
  AMBIGUOUS_PATH: {
    title: 'Een programma gebruikte een adres dat op twee manieren te lezen is.',
    remedy: 'Meld het bij wie de kassasoftware beheert.',
  },
  NOT_FOUND: {
    title: 'Niet gevonden.',
    remedy: 'Sluit dit venster en open het opnieuw. Helpt dat niet, dan heeft Till Agent een update nodig.',
  },
  METHOD_NOT_ALLOWED: { title: 'Niet ondersteund.', remedy: 'Meld het bij wie de kassasoftware beheert.' },
  BODY_TOO_LARGE: {
    title: 'Dat is meer dan deze kassa in één keer aanneemt.',
    remedy: 'Stuur minder, of verhoog de limiet in de instellingen.',
  },
  HEADERS_TOO_LARGE: {
    title: 'De headers van de aanvraag zijn te groot.',
    remedy: 'Meld het bij wie de kassasoftware beheert.',
  },
  TARGET_TOO_LONG: {
    title: 'Een programma stuurde een aanvraag met een te lang adres.',
    remedy: 'Meld het bij wie de kassasoftware beheert.',
  },
  REQUEST_TIMEOUT: { title: 'De aanvraag kwam niet op tijd aan.', remedy: 'Probeer het opnieuw.' },
  UPGRADE_REFUSED: {
    title: 'Een programma vroeg om een soort verbinding die hier niet bestaat.',
    remedy: 'Meld het bij wie de kassasoftware beheert.',
  },
  EXPECTATION_REFUSED: {
    title: 'Een programma vroeg iets van HTTP dat hier niet bestaat.',
    remedy: 'Meld het bij wie de kassasoftware beheert.',
  },
  FOREIGN_HOST: {
    title: 'Een aanvraag was voor een andere computer bedoeld en is geweigerd.',
    remedy: 'Gebeurt dit vaak, meld het dan bij support: misschien probeert een webpagina deze kassa te gebruiken.',
  },
  ORIGIN_REFUSED: {
    title: 'Een webpagina probeerde deze kassa te gebruiken en is geweigerd.',
    remedy: 'Is het uw eigen kassa in de browser, voeg het adres dan toe bij ‘Programma’s’.',
  },
  KEY_REQUIRED: {
    title: 'Een programma stuurde zijn sleutel niet mee.',
    remedy: 'Koppel het programma aan deze kassa bij ‘Programma’s’.',
  },
  KEY_REFUSED: {
    title: 'Een programma stuurde een sleutel die deze kassa niet kent.',
    remedy: 'Koppel het programma opnieuw aan deze kassa bij ‘Programma’s’.',
  },
  SIGNATURE_REFUSED: {
    title: 'De aanvraag van een programma was niet ondertekend zoals het moet.',
    remedy: 'Controleer de klok van het programma en vraag het de leverancier.',
  },
  CUSTOMER_UNKNOWN: { title: 'De klant is niet meer ingelogd.', remedy: 'Vraag de klant opnieuw in te loggen.' },
  STEP_UP_REQUIRED: {
    title: 'De dienst vraagt om een sterkere inlog.',
    remedy: 'Vraag de persoon opnieuw in te loggen, met een tweede factor.',
  },
  SESSION_REQUIRED: { title: 'Deze browser is uitgelogd.', remedy: 'Vraag de manager om een nieuwe link.' },
  PIN_REQUIRED: {
    title: 'Hiervoor is de manager nodig.',
    remedy: 'Voer bij ‘Instellingen’ de pincode van de manager in en doe het dan opnieuw.',
  },
  PIN_WRONG: {
    title: 'Dat is niet de pincode.',
    remedy: 'Voer hem opnieuw in. Weet niemand hem, dan kan de beheerder van deze computer hem verwijderen.',
  },
  PIN_BLOCKED: { title: 'Te veel verkeerde pincodes.', remedy: 'Wacht tot de tijd om is en voer dan de juiste in.' },
  UNKNOWN_UPSTREAM: {
    title: 'Deze dienst is op deze kassa niet ingesteld.',
    remedy: 'Kijk bij ‘Diensten’ welke zijn ingesteld, of voeg hem daar toe.',
  },
  NOT_GRANTED: {
    title: 'Dit programma mag dat niet.',
    remedy: 'Moet het dat wel mogen, sta het dan toe bij ‘Programma’s’.',
  },
  ROUTE_DENIED: {
    title: 'Geen enkel programma mag dat via deze kassa.',
    remedy: 'Er valt niets te verbeteren: het zou iets onthullen dat in de dienst moet blijven.',
  },
  BODY_REFUSED: {
    title: 'Een programma vroeg iets dat deze kassa niet toestaat.',
    remedy: 'Meld het bij wie de kassasoftware beheert.',
  },
  TOO_MANY_REQUESTS: { title: 'Er waren te veel aanvragen.', remedy: 'Wacht even en probeer het dan opnieuw.' },
  LOOP_DETECTED: {
    title: 'Het adres van de dienst leidt terug naar deze kassa.',
    remedy: 'Verbeter het adres van de dienst bij ‘Diensten’.',
  },
  NOT_SUPPORTED: {
    title: 'Dit is hier niet mogelijk.',
    remedy: 'Kies een andere manier, of vraag support of het kan worden toegevoegd.',
  },
  UNKNOWN_VERIFICATION: {
    title: 'Deze verificatie bestaat niet meer.',
    remedy: 'Begin opnieuw met het nummer van de klant.',
  },
  UNKNOWN_LOOK_UP: { title: 'Deze klant is te lang geleden gezocht.', remedy: 'Zoek de klant opnieuw.' },
  CUSTOMER_NOT_ENROLLED: {
    title: 'De dienst heeft deze klant niet ingeschreven.',
    remedy: 'Controleer het nummer met de klant, of schrijf de klant in met de kassasoftware.',
  },
  VERIFICATION_OVER: {
    title: 'Deze verificatie is afgelopen.',
    remedy: 'Is ze niet bevestigd, begin dan opnieuw met het nummer van de klant.',
  },
  RESEND_TOO_EARLY: {
    title: 'Er is zojuist al een code naar deze klant gestuurd.',
    remedy: 'Vraag de klant te wachten: een bericht kan een minuut duren. Stuur daarna een nieuwe.',
  },
  CODES_USED_UP: {
    title: 'Er kunnen voorlopig geen codes meer naar deze klant.',
    remedy: 'Help de klant zonder verificatie, of probeer het later opnieuw.',
  },
  OVERRIDE_REFUSED: {
    title: 'Op deze kassa kan de manager niet zonder code bevestigen.',
    remedy: 'Help de klant zonder verificatie.',
  },
  OVERRIDES_USED_UP: {
    title: 'De manager kan vandaag geen klanten meer zonder code bevestigen.',
    remedy: 'Help de klant zonder verificatie.',
  },
  DESTINATION_REFUSED: {
    title: 'Deze winkel stuurt geen codes naar dit nummer.',
    remedy: 'Stuur de code per e-mail, of help de klant zonder verificatie. Het hoofdkantoor kan meer landen toestaan.',
  },
  VERIFICATIONS_UNAVAILABLE: {
    title: 'Op deze kassa kunnen nu geen klanten worden geverifieerd.',
    remedy: 'Help de klant zonder verificatie en meld het bij support: de kassa kan niet naar de schijf schrijven.',
  },
  UNKNOWN_PAIRING: { title: 'Dit programma wacht niet meer.', remedy: 'Start de koppeling opnieuw in het programma.' },
  PAIRING_BUSY: {
    title: 'Een ander programma vraagt nu om toegang.',
    remedy: 'Beantwoord dat eerst en probeer het dan opnieuw.',
  },
  OUTBOX_UNAVAILABLE: {
    title: 'Deze kassa kan nu geen verkopen voor later bewaren.',
    remedy:
      'Verkopen gaan voorlopig rechtstreeks naar de dienst. Meld het bij support: de schijf of de wachtwoordopslag is niet in orde.',
  },
  OUTBOX_FULL: {
    title: 'Er kunnen geen verkopen meer voor later worden bewaard.',
    remedy: 'Kijk wat er wacht en waarom het niet weg kan. Is de verbinding goed, meld het dan bij support.',
  },
  OFFLINE_APPROVAL_NEEDED: {
    title:
      'De dienst is niet bereikbaar. Een manager moet toestemming geven voordat deze verkoop voor later wordt bewaard.',
    remedy: 'Laat een manager de pincode in het venster invoeren en stuur de verkoop opnieuw vanaf de kassa.',
  },
  UNKNOWN_APPROVAL: {
    title: 'Deze vraag staat niet meer open.',
    remedy: 'Stuur de verkoop opnieuw vanaf de kassa. Is een manager nodig, dan vraagt de kassa erom.',
  },
  UNKNOWN_OUTBOX_ENTRY: { title: 'Dit item is er niet meer.', remedy: 'Bekijk de lijst opnieuw.' },
  OUTBOX_ENTRY_SETTLED: { title: 'Dit item wordt verstuurd of is afgehandeld.', remedy: 'Bekijk het zo nog eens.' },
  UNKNOWN_DROP: {
    title: 'Er wordt geen map met deze naam bewaakt.',
    remedy: 'Bekijk de lijst met mappen op de opdrachtregel.',
  },
  DROP_IN_USE: {
    title: 'Bestanden van deze map wachten op verzending.',
    remedy: 'Wacht tot ze zijn verstuurd, of vraag support ze aan de map terug te geven.',
  },
  DROP_FOLDER_UNUSABLE: {
    title: 'De map voor bestanden kan niet worden gebruikt.',
    remedy: 'Controleer of ze er is en of Till Agent erin mag lezen en schrijven.',
  },
  DROP_SERVER_UNREACHABLE: {
    title: 'De bestandsserver is niet bereikbaar.',
    remedy: 'Bestanden wachten en worden verstuurd als hij terug is. Is de verbinding goed, meld het dan bij support.',
  },
  DROP_SERVER_UNTRUSTED: {
    title: 'De bestandsserver is niet degene die is ingesteld.',
    remedy:
      'Er is niets naartoe gestuurd. Meld het bij support: hij heeft een nieuwe sleutel, of er zit iemand tussen.',
  },
  DROP_SERVER_REFUSED: {
    title: 'De bestandsserver weigerde deze kassa.',
    remedy: 'Vraag support naar het juiste wachtwoord, de map en de rechten op de server.',
  },
  UNKNOWN_REQUEST: { title: 'Dit is geen kenmerk van een aanvraag.', remedy: 'Controleer het kenmerk.' },
  UPSTREAM_NOT_READY: {
    title: 'Deze kassa is niet ingelogd bij de dienst.',
    remedy: 'Probeer het zo opnieuw. Helpt dat niet, dan staat de reden bij ‘Status’.',
  },
  TOKEN_EXPIRED: { title: 'De inlog verliep op dat moment. Er is niets gedaan.', remedy: 'Doe het opnieuw.' },
  UPSTREAM_LOCKED: {
    title: 'De dienst accepteert het wachtwoord van deze kassa niet.',
    remedy: 'Ga verder zonder de dienst en zeg het de manager: bij ‘Diensten’ moet het juiste wachtwoord komen.',
  },
  UPSTREAM_BUSY: {
    title: 'De dienst is bezet.',
    remedy: 'Wacht even en probeer het dan opnieuw. Er is nog niets gedaan.',
  },
  UPSTREAM_UNREACHABLE: {
    title: 'De dienst is niet bereikbaar. Er is niets verstuurd.',
    remedy: 'Controleer of het internet van de winkel werkt en probeer het opnieuw.',
  },
  UPSTREAM_UNTRUSTED: {
    title: 'De dienst kon niet bewijzen dat het de juiste is. Er is niets verstuurd.',
    remedy:
      'Controleer datum en tijd van deze computer. Kloppen die, meld het dan bij support: misschien luistert iemand mee.',
  },
  UPSTREAM_SILENT: { title: 'De dienst gaf geen antwoord.', remedy: 'Probeer het opnieuw. Er is niets veranderd.' },
  OUTCOME_UNKNOWN: {
    title: 'De dienst antwoordde niet. Misschien is het gedaan, misschien niet.',
    remedy: 'Controleer wat er is gebeurd voordat u het nog eens doet.',
  },
  UPSTREAM_ANSWER_INVALID: {
    title: 'De dienst gaf een antwoord dat Till Agent niet kan gebruiken.',
    remedy: 'Probeer het opnieuw. Helpt dat niet, controleer dan het adres bij ‘Diensten’ of meld het bij support.',
  },
  UPSTREAM_REDIRECTED: {
    title: 'De dienst wilde deze kassa naar een ander adres sturen. De kassa is er niet heen gegaan.',
    remedy: 'Verbeter het adres van de dienst bij ‘Diensten’.',
  },
  ...tillFaults,
}
