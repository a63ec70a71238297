import type { Words } from '#words/catalogue.ts'
import type { pairing as english } from '#words/en/pairing.ts'

export const pairing: Words<'fr', typeof english> = {
  title: 'Un programme demande l’accès',
  executable: 'Fichier du programme',
  pid: 'processus {{pid}}',
  foreignLetters:
    'Ce qui est entre ‹ › n’est pas une lettre ordinaire : cela peut ressembler à une autre, ou être invisible.',
  resembles: 'C’est le nom d’un programme qui a déjà l’accès, ou un nom d’aspect identique : {{clients}}.',
  unknownProcess: 'Cet ordinateur ne peut pas dire quel programme demande.',
  compare: 'Le logiciel de caisse affiche-t-il ce code ?',
  impostor:
    'N’autorisez que si vous venez de lancer cela vous-même dans le logiciel de caisse. Pas de code, ou un autre ? Choisissez « Refuser » : un autre programme se fait peut-être passer pour le logiciel de caisse.',
  wants: 'Il veut',
  forHowLong: 'Pour combien de temps',
  asRequested: '{{period}} (demandé)',
  days_one: '{{count}} jour',
  days_many: '{{count}} de jours',
  days_other: '{{count}} jours',
  untilRevoked: 'Jusqu’à ce que vous retiriez l’accès',
  timeLeft: 'Temps restant pour répondre',
  approve: 'Codes identiques : autoriser',
  approveBySpace: 'Au clavier, ce bouton s’active avec la barre d’espace, pas avec Entrée.',
  refuse: 'Refuser',
  chooseOne: 'Choisissez au moins une chose qu’il peut faire.',
  pinNeeded: 'Pour donner l’accès à un programme, saisissez le code PIN du responsable.',
  granted: '{{name}} a maintenant l’accès.',
  grantedHint: 'Le logiciel de caisse reçoit sa clé de lui-même. Vous pouvez retirer son accès dans « Programmes ».',
  refused: '{{name}} a été refusé.',
  withdrawn: 'La réponse a été donnée ailleurs, ou le programme ne demande plus.',
  expired: 'Le temps de réponse est écoulé. Le programme n’a pas reçu l’accès.',
  expiredHint: 'Relancez l’association dans le logiciel de caisse.',
}
