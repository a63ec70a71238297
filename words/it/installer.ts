import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'it', typeof english> = {
  busy: 'Till Agent è occupato. Riprovi quando la vendita è finita.',
  forget: 'Rimuovere anche i segreti della cassa dal portachiavi? Poi la cassa andrà configurata di nuovo.',
  summary: 'Collega la cassa alla fedeltà e ad altri servizi cloud',
}
