import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'fr', typeof english> = {
  running: 'Till Agent {{version}} fonctionne : {{condition}}.',
  notRunning: 'Till Agent ne fonctionne pas. Démarrez-le avec « {{command}} ».',
  whatToDo: 'À faire :',
  inEnglish: 'Détails en anglais :',
  thisTill: 'Caisse',
  columns: {
    upstream: 'Service',
    scheme: 'Type',
    state: 'État',
    requests: 'Requêtes',
    connections: 'Connexions',
    outcome: 'Résultat',
    check: 'Vérification',
    found: 'Constat',
  },
  somethingWrong: 'Quelque chose ne va pas. À faire :',
  warnings_one: 'Aucune erreur, {{count, number}} avertissement :',
  warnings_many: 'Aucune erreur, {{count, number}} d’avertissements :',
  warnings_other: 'Aucune erreur, {{count, number}} avertissements :',
  nothingWrong: 'Tout va bien.',
}
