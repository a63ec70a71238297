import type { Words } from '#words/catalogue.ts'
import type { tillFaults as english } from '#words/en/tillFaults.ts'

/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults: Words<'nl', typeof english> = {
  UNKNOWN_CLIENT: {
    title: 'Dit programma is op deze kassa niet ingesteld.',
    remedy: 'Kijk bij ‘Programma’s’ welke zijn ingesteld.',
  },
  ALREADY_EXISTS: {
    title: 'Deze naam is al in gebruik.',
    remedy:
      'Kies een andere naam. Wat er al is, kan nieuwe inloggegevens krijgen of door een bestand worden vervangen.',
  },
  UPSTREAM_IN_USE: {
    title: 'Er zijn nog programma’s die deze dienst gebruiken.',
    remedy: 'Trek eerst hun toegang in bij ‘Programma’s’.',
  },
  SECRET_MISSING: {
    title: 'Een wachtwoord kon niet worden gelezen waar het zou moeten zijn.',
    remedy: 'Zeg het de persoon die deze kassa heeft ingesteld.',
  },
  CREDENTIAL_REFUSED: {
    title: 'De dienst accepteerde de naam of het wachtwoord niet. Er is niets bewaard.',
    remedy:
      'Controleer beide bij het hoofdkantoor. Let bij het wachtwoord op hoofdletters. Te veel foute pogingen kunnen de kassa blokkeren.',
  },
  PACK_INVALID: {
    title: 'Dit bestand is niet zoals het hoofdkantoor het maakte.',
    remedy: 'Kopieer het opnieuw, of vraag het hoofdkantoor om een ander. Er is niets veranderd.',
  },
  PACK_KEY_UNKNOWN: {
    title: 'Dit bestand komt niet van uw hoofdkantoor.',
    remedy: 'Gebruik het niet en meld het bij het hoofdkantoor. Er is niets veranderd.',
  },
  PACK_EXPIRED: {
    title: 'Dit bestand kan niet meer worden gebruikt.',
    remedy: 'Controleer de datum van deze computer. Klopt die, vraag het hoofdkantoor dan om een nieuw bestand.',
  },
  PACK_SUPERSEDED: {
    title: 'Deze kassa heeft dit bestand, of een nieuwer, al gebruikt.',
    remedy: 'Vraag het hoofdkantoor om een nieuw bestand.',
  },
  PACK_CODE_WRONG: {
    title: 'Dit is niet de code van dit bestand.',
    remedy:
      'Vergelijk hem met die van het hoofdkantoor. Na te veel verkeerde codes is het bestand hier niet meer te gebruiken.',
  },
  PACK_DEAD: {
    title: 'Er zijn te veel verkeerde codes ingevoerd. Dit bestand kan hier niet meer worden gebruikt.',
    remedy: 'Vraag het hoofdkantoor om een nieuw bestand en een nieuwe code.',
  },
  PACK_OF_OTHER_TILL: {
    title: 'Dit bestand is voor een andere kassa gemaakt.',
    remedy: 'Gebruik het bestand van deze kassa.',
  },
  CREDENTIAL_UNEXPECTED: {
    title: 'Dit is het wachtwoord van een andere kassa.',
    remedy: 'Voer dat van deze kassa in. Is dit het juiste, vraag het hoofdkantoor dan welke kassa hier hoort.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'De dienst was niet bereikbaar. Er is niets bewaard.',
    remedy: 'Controleer of het internet van de winkel werkt en het adres klopt, en probeer het opnieuw.',
  },
  SIGN_IN_FAILED: { title: 'Er is niemand ingelogd.', remedy: 'Begin opnieuw met inloggen.' },
  TILL_BARRED: {
    title: 'Het hoofdkantoor heeft deze kassa geblokkeerd.',
    remedy: 'Bel het hoofdkantoor. Alleen een nieuw installatiebestand van hen brengt deze kassa weer op gang.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'Deze computer heeft geen veilige opslag voor wachtwoorden.',
    remedy: 'De beheerder van deze computer moet er een instellen. Tot dan wordt niets bewaard.',
  },
  KEYCHAIN_LOCKED: {
    title: 'De veilige opslag voor wachtwoorden van deze computer is vergrendeld.',
    remedy: 'Log opnieuw in op deze computer en probeer het dan nog eens.',
  },
  KEYCHAIN_REFUSED: {
    title: 'Deze computer liet Till Agent zijn wachtwoord niet opslaan.',
    remedy: 'Vraagt deze computer om toestemming, geef die dan. Probeer het daarna opnieuw.',
  },
  SETTINGS_DAMAGED: {
    title: 'De instellingen van deze kassa zijn beschadigd.',
    remedy: 'Bel support: deze kassa moet opnieuw worden ingesteld. Er is een kopie van de oude instellingen bewaard.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'De instellingen konden niet worden opgeslagen.',
    remedy: 'Controleer of de schijf van deze computer niet vol is en probeer het opnieuw.',
  },
  SETTING_MANAGED: {
    title: 'Deze instelling bepaalt het hoofdkantoor.',
    remedy: 'Vraag het hoofdkantoor haar te wijzigen.',
  },
  AUDIT_UNAVAILABLE: {
    title: 'Het auditlogboek van deze kassa kan niet worden gelezen of geschreven.',
    remedy: 'Controleer of de schijf van deze computer niet vol is. Tot dan wordt niets vastgelegd.',
  },
  LOG_UNAVAILABLE: {
    title: 'Het logboek van Till Agent kan niet worden geschreven.',
    remedy: 'Controleer of de schijf van deze computer niet vol is. Tot dan kan support niet zien wat er is gebeurd.',
  },
  FILE_UNREADABLE: {
    title: 'Een bestand kon niet worden gelezen.',
    remedy: 'Controleer of het bestand er is en gelezen mag worden.',
  },
  PORT_TAKEN: {
    title: 'Een ander programma gebruikt de poort van Till Agent.',
    remedy: 'Sluit dat programma en start Till Agent dan opnieuw.',
  },
  ADMINISTRATOR_REQUIRED: {
    title: 'Zolang de kassa geen pincode van de manager heeft, mag alleen een beheerder van deze computer dit doen.',
    remedy: 'Open dit venster met een nieuwe link, of vraag de beheerder van deze computer een pincode in te stellen.',
  },
  SERVICE_REFUSED: {
    title: 'Deze computer weigerde de systeemdienst van Till Agent te wijzigen.',
    remedy: 'Vraag het de beheerder van deze computer.',
  },
  SAFE_MODE: {
    title: 'Till Agent is meermaals achter elkaar vastgelopen en verkoopt niets tot iemand ernaar heeft gekeken.',
    remedy: 'Stuur support het bestand van de controle. Start daarna deze computer opnieuw.',
  },
  ALREADY_RUNNING: { title: 'Till Agent draait al.', remedy: 'Gebruik het venster dat al open is.' },
  INTERNAL: {
    title: 'Er ging iets mis in Till Agent.',
    remedy: 'Probeer het opnieuw. Helpt dat niet, geef support dan de referentie hieronder.',
  },
}
