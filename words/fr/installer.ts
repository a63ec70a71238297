import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'fr', typeof english> = {
  busy: 'Till Agent est occupé. Réessayez une fois la vente terminée.',
  forget: 'Supprimer aussi les secrets de la caisse du trousseau ? Il faudra alors reconfigurer la caisse.',
  summary: 'Relie la caisse à la fidélité et à d’autres services cloud',
}
