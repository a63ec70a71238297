import type { Words } from '#words/catalogue.ts'
import type { display as english } from '#words/en/display.ts'

export const display: Words<'es', typeof english> = {
  connecting: {
    title: 'Pantalla del cliente',
    explain: 'Esta pantalla aún no está conectada a la caja. Conéctela y pida al encargado que la permita en la caja.',
    connect: 'Conectar esta pantalla',
    compare: 'Compare este código con el de la caja:',
    refused: 'La caja rechazó esta pantalla. Si fue un error, conéctela de nuevo.',
    expired: 'Nadie respondió a tiempo en la caja. Conecte esta pantalla de nuevo.',
    busy: 'La caja no puede preguntar ahora. Espere un momento y conecte esta pantalla de nuevo.',
  },
  screen: {
    welcome: 'Bienvenido',
    language: 'Idioma',
    askedBy: 'Lo pide',
    number: 'Su número de móvil o correo electrónico',
    numberWhy: 'Le enviamos un código allí para comprobar que es suyo.',
    send: 'Enviarme un código',
    code: 'Su código',
    sentTo: 'Lo enviamos a',
    decline: 'No, gracias',
    forgets: 'Esta pantalla no guarda nada de lo que escribe.',
    done: {
      confirmed: 'Gracias. Confirmado.',
      other: 'No confirmado. Pregunte en caja.',
    },
    away: 'Un momento, por favor.',
    failed: 'No ha funcionado. Revise lo que escribió o pregunte en caja.',
  },
  counter: {
    ask: 'Preguntar en la pantalla del cliente',
    enterThere: 'El cliente escribe el código',
    title: 'En la pantalla del cliente',
    asking: 'Pide el número o el correo electrónico del cliente.',
    typing: 'El cliente está escribiendo…',
    code: 'El cliente escribe allí el código. Esta pantalla sigue sola.',
    takeOver: 'Escribirlo aquí',
  },
  settings: {
    title: 'Pantallas de cliente',
    explain:
      'Una segunda pantalla de este equipo donde los clientes escriben ellos mismos el número y el código. Abra allí esta dirección, en un navegador propio:',
    none: 'No hay ninguna pantalla de cliente conectada.',
    open: 'Abierta ahora',
    closed: 'No abierta',
    since: 'Conectada {{time}}',
    remove: 'Quitar',
    removeQuestion: '¿Quitar esta pantalla?',
    ownWindow: {
      explain:
        'Una segunda pantalla de este equipo donde los clientes escriben ellos mismos el número y el código. La ventana ocupa sola la otra pantalla y, desde entonces, se abre con Till Agent.',
      open: 'Abrir la pantalla del cliente',
      close: 'Cerrar la pantalla del cliente',
    },
  },
  pairing: {
    title: 'Una pantalla de cliente pide acceso',
    compare: '¿Muestra la pantalla del cliente este código?',
    impostor:
      'Permítalo solo si acaba de conectar usted mismo la pantalla. ¿Ningún código, o uno distinto? Elija Rechazar: un programa puede hacerse pasar por la pantalla para leer lo que escriben los clientes.',
  },
}
