import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'es', typeof english> = {
  title: 'Till Agent',
  screens: 'Pantallas',
  customer: 'Cliente',
  status: 'Estado',
  outbox: 'Bandeja de salida',
  clients: 'Programas',
  upstreams: 'Servicios',
  settings: 'Ajustes',
  condition: {
    ready: 'Lista',
    attention: 'Atención',
    blocked: 'Bloqueada',
    offline: 'Sin conexión',
    disconnected: 'Detenido',
    unknown: 'Un momento…',
  },
  conditionLink: 'Estado de esta caja: {{condition}}',
  language: 'Idioma',
  colorScheme: { label: 'Apariencia', light: 'Clara', dark: 'Oscura', auto: 'Como el sistema' },
  signedOut: {
    title: 'Se ha cerrado la sesión.',
    remedy:
      'Siga vendiendo y pida al responsable que vuelva a abrir esta pantalla con un enlace nuevo. Sirve una vez, durante diez minutos, en este equipo.',
    command: 'El responsable lo obtiene en este equipo con el comando',
    remember: 'Para que no ocurra cada día, el responsable puede elegir «Mantener la sesión» en «Ajustes».',
  },
  testMode: 'Modo de prueba: {{upstreams}}. Nada de lo que se haga allí cuenta.',
  trainingCode: 'El cliente recibió el código {{code}}.',
  training: 'Formación hasta {{time}}. Nada de lo que se haga aquí cuenta.',
  offline: {
    title: 'Till Agent no responde. Puede seguir vendiendo.',
    remedy: 'Esta pantalla vuelve a funcionar sola en cuanto Till Agent esté en marcha.',
  },
}
