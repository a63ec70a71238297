import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'es', typeof english> = {
  running: 'Till Agent {{version}} está en marcha: {{condition}}.',
  notRunning: 'Till Agent no está en marcha. Inícielo con «{{command}}».',
  whatToDo: 'Qué hacer:',
  inEnglish: 'Detalles en inglés:',
  thisTill: 'Caja',
  columns: {
    upstream: 'Servicio',
    scheme: 'Tipo',
    state: 'Estado',
    requests: 'Solicitudes',
    connections: 'Conexiones',
    outcome: 'Resultado',
    check: 'Comprobación',
    found: 'Hallazgo',
  },
  somethingWrong: 'Algo va mal. Qué hacer:',
  warnings_one: 'Sin errores, {{count, number}} aviso:',
  warnings_many: 'Sin errores, {{count, number}} de avisos:',
  warnings_other: 'Sin errores, {{count, number}} avisos:',
  nothingWrong: 'Todo va bien.',
}
