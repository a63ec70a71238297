import type { Words } from '#words/catalogue.ts'
import type { display as english } from '#words/en/display.ts'

export const display: Words<'fr', typeof english> = {
  connecting: {
    title: 'Écran client',
    explain:
      'Cet écran n’est pas encore relié à la caisse. Reliez-le, puis faites-le autoriser par le responsable à la caisse.',
    connect: 'Relier cet écran',
    compare: 'Comparez ce code avec celui de la caisse :',
    refused: 'La caisse a refusé cet écran. Si c’était une erreur, reliez-le de nouveau.',
    expired: 'Personne n’a répondu à temps à la caisse. Reliez cet écran de nouveau.',
    busy: 'La caisse ne peut pas demander maintenant. Patientez, puis reliez cet écran de nouveau.',
  },
  screen: {
    welcome: 'Bienvenue',
    language: 'Langue',
    askedBy: 'Demandé par',
    number: 'Votre numéro de mobile ou adresse e-mail',
    numberWhy: 'Nous y envoyons un code pour vérifier qu’il est à vous.',
    send: 'M’envoyer un code',
    code: 'Votre code',
    sentTo: 'Nous l’avons envoyé à',
    decline: 'Non, merci',
    forgets: 'Cet écran ne garde rien de ce que vous saisissez.',
    done: {
      confirmed: 'Merci. C’est confirmé.',
      other: 'Non confirmé. Adressez-vous à la caisse.',
    },
    away: 'Un instant, s’il vous plaît.',
    failed: 'Cela n’a pas marché. Vérifiez votre saisie ou adressez-vous à la caisse.',
  },
  counter: {
    ask: 'Demander sur l’écran client',
    enterThere: 'Le client saisit le code',
    title: 'Sur l’écran client',
    asking: 'Il demande le numéro ou l’adresse e-mail du client.',
    typing: 'Le client est en train de saisir…',
    code: 'Le client y saisit le code. Cet écran continue tout seul.',
    takeOver: 'Le saisir ici',
  },
  settings: {
    title: 'Écrans client',
    explain:
      'Un second écran de cet ordinateur où les clients saisissent eux-mêmes numéro et code. Ouvrez-y cette adresse, dans un navigateur à part :',
    none: 'Aucun écran client n’est relié.',
    open: 'Ouvert maintenant',
    closed: 'Non ouvert',
    since: 'Relié {{time}}',
    remove: 'Retirer',
    removeQuestion: 'Retirer cet écran ?',
    ownWindow: {
      explain:
        'Un second écran de cet ordinateur sur lequel les clients saisissent eux-mêmes le numéro et le code. La fenêtre remplit d’elle-même l’autre écran et s’ouvre ensuite avec Till Agent.',
      open: 'Ouvrir l’écran client',
      close: 'Fermer l’écran client',
    },
  },
  pairing: {
    title: 'Un écran client demande l’accès',
    compare: 'L’écran client affiche-t-il ce code ?',
    impostor:
      'Autorisez seulement si vous venez de relier l’écran vous-même. Pas de code, ou un autre ? Choisissez Refuser : un programme peut se faire passer pour l’écran afin de lire ce que saisissent les clients.',
  },
}
