import type { Words } from '#words/catalogue.ts'
import type { faultCases as english } from '#words/en/faultCases.ts'

/** Sentences for a fault where its code alone tells too little: by what was being done, or by what the agent knows of the cause. */
export const faultCases: Words<'es', typeof english> = {
  'looking-up': {
    UPSTREAM_NOT_READY: {
      title: 'Ahora no se puede buscar a los clientes.',
      remedy: 'Reinténtelo dentro de un momento. Si no sirve, vea el motivo en «Estado». La venta puede seguir.',
    },
    UPSTREAM_SILENT: {
      title: 'El servicio no ha respondido a esta búsqueda.',
      remedy: 'Busque de nuevo al cliente. La venta puede seguir.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'No se puede llegar al servicio, así que no se puede buscar a nadie.',
      remedy: 'La venta puede seguir. Reinténtelo más tarde; si sigue así, avise al responsable.',
    },
  },
  sending: {
    UPSTREAM_NOT_READY: {
      title: 'No se ha enviado ningún código: el servicio no envía ninguno ahora.',
      remedy: 'Atienda al cliente sin verificación y diga al responsable lo que pone abajo.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'No se ha enviado ningún código: no se puede llegar al servicio.',
      remedy: 'Reinténtelo dentro de un momento, o atienda al cliente sin verificación.',
    },
    UPSTREAM_BUSY: {
      title: 'No se ha enviado ningún código: el servicio está ocupado.',
      remedy: 'Espere un momento y envíelo de nuevo.',
    },
    OUTCOME_UNKNOWN: {
      title: 'El servicio no ha respondido. Puede que se haya enviado un código.',
      remedy: 'Pregunte al cliente si le ha llegado un mensaje. Si no, envíe otro código.',
    },
  },
  checking: {
    UPSTREAM_NOT_READY: {
      title: 'El código no se ha comprobado: el servicio no comprueba ninguno ahora.',
      remedy:
        'Pulse «Confirmar» de nuevo dentro de un momento: no se ha gastado ningún intento. O atienda al cliente sin verificación.',
    },
    UPSTREAM_UNREACHABLE: {
      title: 'El código no se ha comprobado: no se puede llegar al servicio.',
      remedy: 'Pulse «Confirmar» de nuevo dentro de un momento. No se ha gastado ningún intento.',
    },
    UPSTREAM_BUSY: {
      title: 'El código no se ha comprobado: el servicio está ocupado.',
      remedy: 'Espere un momento y pulse «Confirmar» de nuevo. No se ha gastado ningún intento.',
    },
    OUTCOME_UNKNOWN: {
      title: 'El servicio no ha respondido, así que no se sabe si el código era correcto.',
      remedy: 'Pulse «Confirmar» de nuevo con el mismo código. Cuenta como un intento más.',
    },
  },
  unproven: {
    unreachable: {
      title: 'No se pudo llegar a la dirección. No se ha guardado nada.',
      remedy: 'Revise la dirección y si el internet de la tienda funciona. Abajo pone qué ha pasado.',
    },
    timeout: {
      title: 'Nada respondió a tiempo en esta dirección. No se ha guardado nada.',
      remedy: 'Revise la dirección y reinténtelo. Si es correcta, reinténtelo más tarde.',
    },
    untrusted: {
      title: 'El servidor no pudo demostrar que es el correcto. No se ha guardado nada.',
      remedy:
        'Revise la dirección, y la fecha y la hora de este equipo. Si son correctas, quizá hay un proxy de la tienda en medio: pregunte a quienes se ocupan de la red.',
    },
    'proxy-sign-in': {
      title: 'La red de la tienda pide primero un usuario y una contraseña. No se ha guardado nada.',
      remedy: 'Escriba ambos arriba. Quienes se ocupan de la red de la tienda los saben.',
    },
    unexpected: {
      title: 'Algo ha respondido, pero no como lo hace este servicio. No se ha guardado nada.',
      remedy: 'Revise la dirección: puede ser una página u otro servicio. Abajo pone qué ha pasado.',
    },
  },
}
