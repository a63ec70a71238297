import type { Words } from '#words/catalogue.ts'
import type { installer as english } from '#words/en/installer.ts'

/** What the installers of Windows and Linux say, beside what their makers have translated. */
export const installer: Words<'es', typeof english> = {
  busy: 'Till Agent está ocupado. Vuelva a intentarlo cuando termine la venta.',
  forget: '¿Quitar también del llavero los secretos de la caja? Después habrá que configurarla de nuevo.',
  summary: 'Conecta la caja con la fidelización y otros servicios en la nube',
}
