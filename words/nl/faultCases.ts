import type { Words } from '#words/catalogue.ts'
import type { faultCases as english } from '#words/en/faultCases.ts'

/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases: Words<'nl', typeof english> = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: 'Er kunnen nu geen klanten worden gezocht.',
      remedy:
        'Probeer het zo opnieuw. Helpt dat niet, dan staat de reden bij ‘Status’. U kunt doorgaan met de verkoop.',
    },
    UPSTREAM_SILENT: {
      title: 'De dienst gaf geen antwoord op deze zoekopdracht.',
      remedy: 'Zoek de klant opnieuw. U kunt doorgaan met de verkoop.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'De dienst is niet bereikbaar, dus er kan niemand worden gezocht.',
      remedy: 'U kunt doorgaan met de verkoop. Probeer het later opnieuw; blijft het zo, zeg het dan de manager.',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: 'Er is geen code gestuurd: de dienst stuurt er nu geen.',
      remedy: 'Help de klant zonder verificatie en zeg de manager wat hieronder staat.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'Er is geen code gestuurd: de dienst is niet bereikbaar.',
      remedy: 'Probeer het zo opnieuw, of help de klant zonder verificatie.',
    },
    UPSTREAM_BUSY: {
      title: 'Er is geen code gestuurd: de dienst is bezet.',
      remedy: 'Wacht even en stuur hem dan opnieuw.',
    },
    OUTCOME_UNKNOWN: {
      title: 'De dienst gaf geen antwoord. Misschien is er een code gestuurd.',
      remedy: 'Vraag de klant of er een bericht kwam. Zo niet, stuur dan een nieuwe code.',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: 'De code is niet gecontroleerd: de dienst controleert er nu geen.',
      remedy: 'Druk zo opnieuw op ‘Bevestigen’: er is geen poging verbruikt. Of help de klant zonder verificatie.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'De code is niet gecontroleerd: de dienst is niet bereikbaar.',
      remedy: 'Druk zo opnieuw op ‘Bevestigen’. Er is geen poging verbruikt.',
    },
    UPSTREAM_BUSY: {
      title: 'De code is niet gecontroleerd: de dienst is bezet.',
      remedy: 'Wacht even en druk dan opnieuw op ‘Bevestigen’. Er is geen poging verbruikt.',
    },
    OUTCOME_UNKNOWN: {
      title: 'De dienst gaf geen antwoord, dus het is niet bekend of de code goed was.',
      remedy: 'Druk opnieuw op ‘Bevestigen’ met dezelfde code. Dat telt als een extra poging.',
    },
  },
  unproven: {
    unreachable: {
      title: 'Het adres was niet bereikbaar. Er is niets bewaard.',
      remedy: 'Controleer het adres en of het internet van de winkel werkt. Hieronder staat wat er gebeurde.',
    },
    timeout: {
      title: 'Op dit adres antwoordde niets op tijd. Er is niets bewaard.',
      remedy: 'Controleer het adres en probeer het opnieuw. Klopt het, probeer het dan later.',
    },
    untrusted: {
      title: 'De server kon niet bewijzen dat het de juiste is. Er is niets bewaard.',
      remedy:
        'Controleer het adres, en datum en tijd van deze computer. Kloppen die, dan zit er misschien een proxy van de winkel tussen: vraag het de netwerkbeheerder.',
    },
    'proxy-sign-in': {
      title: 'Het netwerk van de winkel wil eerst een gebruikersnaam en wachtwoord. Er is niets bewaard.',
      remedy: 'Voer beide hierboven in. De netwerkbeheerder van de winkel kent ze.',
    },
    unexpected: {
      title: 'Er antwoordde iets, maar niet zoals deze dienst. Er is niets bewaard.',
      remedy:
        'Controleer het adres: misschien is het een pagina of een andere dienst. Hieronder staat wat er gebeurde.',
    },
  },
}
