import type { Words } from '#words/catalogue.ts'
import type { status as english } from '#words/en/status.ts'

export const status: Words<'es', typeof english> = {
  title: 'Estado',
  condition: {
    ready: 'Todo lo que la caja necesita funciona.',
    attention: 'La caja funciona. Algo necesita su atención.',
    offline: 'No se puede llegar a ningún servicio. Las ventas siguen; los puntos y los códigos no.',
    blocked: 'El programa de caja no puede llegar a ningún servicio a través de esta caja.',
  },
  version: 'Versión {{version}}',
  runningSince: 'en marcha desde',
  concerns: {
    title: 'Qué hacer',
    thisTill: 'Esta caja',
    byCode: {
      NO_UPSTREAM: {
        reason: 'Todavía no hay ningún servicio configurado.',
        remedy: 'Configure esta caja. Se tarda unos minutos.',
      },
      NO_CLIENT: {
        reason: 'Todavía ningún programa puede usar esta caja.',
        remedy: 'Inicie la vinculación en su programa de caja, o añada el programa a mano.',
      },
      NO_PIN: {
        reason: 'No hay PIN: cualquiera en esta ventana puede cambiar la configuración.',
        remedy: 'Ponga un PIN, o indique en «Ajustes» que esta tienda prescinde de él.',
      },
      OUTBOX_NEEDS_PERSON: {
        reason: 'El servicio no aceptó algunas ventas guardadas para él.',
        remedy: 'Mire cada una en la bandeja de salida: corríjala, envíela de nuevo o descártela.',
      },
      UPSTREAM_ALARM: {
        reason: 'El servicio actuó para otra caja.',
        remedy: 'Compruebe la caja y la tienda con la oficina central antes de seguir vendiendo.',
      },
      UPSTREAM_RE_SIGNED: {
        reason: 'Algo en la red abre la conexión con este servicio y vuelve a firmar las respuestas.',
        remedy: 'Si es el filtro de la tienda, todo va bien. Si nadie lo conoce, llame al soporte.',
      },
      UPSTREAM_OFFLINE: {
        reason: 'No se llega a este servicio desde {{time}}.',
        remedy: 'La caja lo reintenta sola. Si sigue así, averigüe por qué.',
      },
      IDENTITY_UNCONFIRMED: {
        reason: 'Nadie ha dicho aún si son la tienda y la caja correctas.',
        remedy:
          'Mírelo en «Servicios» y confírmelo. Con la contraseña de otra caja, las ventas cuentan para la tienda de esa caja.',
      },
      CERTIFICATE_EXPIRING: {
        reason: 'El certificado que esta caja muestra al servicio caduca pronto.',
        remedy: 'Pida ahora un certificado nuevo y que lo instale un técnico.',
      },
      CERTIFICATE_EXPIRED: {
        reason: 'El certificado que esta caja muestra al servicio ha caducado.',
        remedy: 'Pida un certificado nuevo y que lo instale un técnico.',
      },
      AUDIT_DAMAGED: {
        reason: 'El registro de auditoría estaba dañado. Se apartó y se empezó otro.',
        remedy: 'Averigüe por qué, y guarde el archivo antiguo para quienes lo investiguen.',
      },
      VERIFICATIONS_DAMAGED: {
        reason: 'Algunas verificaciones de clientes estaban dañadas. Se apartaron, y el resto sigue.',
        remedy: 'Haga revisar el disco de este equipo y dé el archivo al soporte.',
      },
      RECORD_DAMAGED: {
        reason: 'El registro de actualizaciones estaba dañado. Se apartó y se empezó otro.',
        remedy: 'Averigüe por qué, y guarde el archivo antiguo para quienes lo investiguen.',
      },
      RECORD_UNWRITABLE: {
        reason: 'No se puede guardar el progreso de una actualización, así que no se inicia ninguna.',
        remedy: 'Libere espacio en el disco, o pregunte a quienes se ocupan de este equipo.',
      },
      UPSTREAM_NOT_READY: {
        reason: 'La caja aún no puede usar este servicio: le faltan credenciales.',
        remedy: 'Inicie sesión o escriba las credenciales. Si ya lo ha hecho, averigüe por qué.',
      },
      UPSTREAM_LOCKED: {
        reason: 'El servicio rechazó las credenciales de esta caja. La caja ya no las envía.',
        remedy: 'Escriba las credenciales correctas.',
      },
    },
    actions: {
      credential: 'Escribir credenciales nuevas',
      signIn: 'Iniciar sesión',
      pair: 'Dar acceso a un programa',
      setPin: 'Poner un PIN',
      confirm: 'Confirmar la caja',
      decide: 'Decidir en la bandeja',
      setUp: 'Configurar esta caja',
      doctor: 'Averiguar por qué',
    },
  },
  upstreams: {
    title: 'Servicios',
    none: 'Todavía no hay ningún servicio configurado.',
    openConnections: 'Conexiones',
    activeRequests: 'En curso',
    waitingRequests: 'En espera',
  },
  latency: {
    title: 'Tiempo de respuesta, última hora',
    none: 'Ninguna solicitud en la última hora.',
    summary: 'Última ({{when}}) {{last}}, de media {{mean}}, como máximo {{max}}. {{requests}} solicitudes.',
    asTable: 'Ver como tabla',
    caption: 'Tiempo de respuesta de {{upstream}} por minuto',
    minute: 'Minuto',
    requests: 'Solicitudes',
    mean: 'Media',
    max: 'Máximo',
    anHourAgo: 'hace 1 h',
    now: 'ahora',
  },
  requests: {
    title: 'Últimas solicitudes',
    none: 'Todavía no hay solicitudes.',
    noFailures: 'Ningún problema entre las últimas solicitudes.',
    onlyFailures: 'Solo problemas',
    time: 'Hora',
    client: 'Programa',
    counter: 'Mostrador',
    lookUp: 'Búsqueda de cliente',
    upstream: 'Servicio',
    route: 'Ruta',
    outcome: 'Resultado',
    duration: 'Duración',
    outcomes: {
      done: 'Hecho',
      missing: 'No encontrado en el servicio',
      redirected: 'Enviado a otra dirección',
      refused: 'Rechazado por el servicio',
      failed: 'Falló en el servicio',
      dropped: 'Interrumpido',
    },
    answer: '{{outcome}} ({{status}})',
  },
  refusals: {
    title: 'Rechazadas desde el inicio',
    none: 'No se ha rechazado ninguna solicitud.',
    kind: 'Por qué',
    count: 'Cuántas veces',
  },
}
