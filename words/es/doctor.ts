import type { Words } from '#words/catalogue.ts'
import type { doctor as english } from '#words/en/doctor.ts'
import { doctorReasons } from './doctorReasons.ts'

export const doctor: Words<'es', typeof english> = {
  title: 'Diagnóstico',
  tabs: { findings: 'Comprobación', bundle: 'Paquete de soporte', audit: 'Registro de auditoría' },
  run: 'Comprobar de nuevo',
  running: 'Comprobándolo todo. Cada servicio recibe una solicitud…',
  checkedAt: 'Comprobado',
  allFine: 'Todo va bien.',
  someTrouble: 'Algo va mal. Vea abajo qué hacer.',
  someAttention: 'Funciona. Algo necesita su atención.',
  thisComputer: 'Este equipo',
  outcomes: { fine: 'Bien', attention: 'Atención', trouble: 'Problema', skipped: 'Sin comprobar' },
  checks: {
    keychain: 'Llavero',
    settings: 'Ajustes',
    environment: 'Ajustes del sistema',
    port: 'Puerto',
    audit: 'Registro de auditoría',
    verifications: 'Códigos a los clientes',
    log: 'Registro',
    drops: 'Carpetas de archivos',
    telemetry: 'Informes a la oficina central',
    dns: 'Nombre',
    proxy: 'Proxy',
    tls: 'Cifrado',
    certificate: 'Certificado de la caja',
    clock: 'Reloj',
    credential: 'Credenciales',
  },
  findings: {
    keychain: {
      fine: { sentence: 'El llavero guarda y devuelve secretos.' },
      attention: {
        sentence: 'Los secretos se guardan solo hasta que Till Agent se detenga.',
        remedy: 'No hay que hacer nada si esta caja se configura en cada inicio.',
      },
      trouble: {
        sentence: 'El llavero de este equipo no guarda secretos.',
        remedy: 'Desbloquee el llavero iniciando sesión en este equipo y compruebe de nuevo.',
      },
      skipped: { sentence: 'El llavero no se ha comprobado.' },
    },
    settings: {
      fine: { sentence: 'Los ajustes se pueden leer y escribir.' },
      attention: {
        sentence: 'Los ajustes estaban dañados. Se guardó una copia de los dañados.',
        remedy: 'Compruebe que siguen ahí todos los servicios y programas, y dé la copia al soporte.',
      },
      trouble: {
        sentence: 'Los ajustes no se pueden leer o escribir.',
        remedy: 'Compruebe que hay espacio en el disco y compruebe de nuevo.',
      },
      skipped: { sentence: 'Los ajustes no se han comprobado.' },
    },
    environment: {
      fine: {
        sentence: 'Nada en los ajustes del sistema hace menos seguras las conexiones.',
      },
      attention: {
        sentence: 'Este equipo pide a sus programas menos seguridad. Till Agent no le hace caso, otros sí.',
        remedy: 'Enseñe esto a quienes se ocupan de este equipo.',
      },
      trouble: { sentence: 'No se pudieron leer los ajustes del sistema.', remedy: 'Pregunte a un técnico.' },
      skipped: { sentence: 'Los ajustes del sistema no se han comprobado.' },
    },
    port: {
      fine: { sentence: 'El programa de caja puede llegar a Till Agent.' },
      attention: {
        sentence: 'El programa de caja puede llegar a Till Agent solo de una forma.',
        remedy: 'Pregunte a un técnico.',
      },
      trouble: {
        sentence: 'El programa de caja no puede llegar a Till Agent.',
        remedy: 'Reinicie Till Agent. Si no sirve, puede que otro programa use su puerto: llame al soporte.',
      },
      skipped: { sentence: 'El puerto no se ha comprobado.' },
    },
    audit: {
      fine: { sentence: 'El registro de auditoría se está escribiendo.' },
      attention: {
        sentence: 'El registro de auditoría estaba dañado. Se guardó lo que quedaba.',
        remedy: 'Averigüe por qué, y guarde el archivo antiguo para quienes lo investiguen.',
      },
      trouble: {
        sentence: 'No se puede escribir el registro de auditoría.',
        remedy: 'Compruebe que hay espacio en el disco. Hasta entonces no se registra nada.',
      },
      skipped: { sentence: 'El registro de auditoría no se ha comprobado.' },
    },
    verifications: {
      fine: { sentence: 'Los códigos a los clientes se están contando.' },
      attention: {
        sentence: 'Algunas verificaciones de clientes estaban dañadas. Se guardaron.',
        remedy: 'Haga revisar el disco de este equipo y dé el archivo al soporte.',
      },
      trouble: {
        sentence: 'No se puede verificar a ningún cliente: los códigos no se pueden contar.',
        remedy: 'Compruebe que hay espacio en el disco y compruebe de nuevo.',
      },
      skipped: { sentence: 'Los códigos a los clientes no se han comprobado.' },
    },
    drops: {
      fine: { sentence: 'El servidor de archivos acepta archivos.' },
      attention: {
        sentence: 'Algunos archivos no se enviaron.',
        remedy: 'Mire en la subcarpeta «refused»: una nota junto a cada archivo dice por qué.',
      },
      trouble: {
        sentence: 'No se pueden enviar archivos a su servidor.',
        remedy: 'Esperan. Si la conexión va bien, avise al soporte.',
      },
      skipped: { sentence: 'El servidor de archivos no se ha comprobado.' },
    },
    telemetry: {
      fine: { sentence: 'La oficina central recibe los informes de esta caja.' },
      attention: {
        sentence: 'La oficina central no recibe los informes de esta caja. Se puede vender igualmente.',
        remedy: 'Muéstreselo a quienes cuidan de esta caja.',
      },
      trouble: {
        sentence: 'No se pudieron comprobar los informes a la oficina central.',
        remedy: 'Compruebe de nuevo más tarde.',
      },
      skipped: { sentence: 'No se comprobaron los informes a la oficina central.' },
    },
    log: {
      fine: { sentence: 'El registro se escribe.' },
      attention: {
        sentence: 'Se han perdido algunas líneas del registro.',
        remedy: 'Averigüe por qué estaba lleno el disco de este equipo.',
      },
      trouble: {
        sentence: 'No se puede escribir el registro.',
        remedy: 'Compruebe que el disco de este equipo no está lleno y compruebe de nuevo.',
      },
      skipped: { sentence: 'El registro no se ha comprobado.' },
    },
    dns: {
      fine: { sentence: 'El nombre del servicio es conocido.' },
      attention: {
        sentence: 'El nombre del servicio lleva a una dirección poco habitual.',
        remedy: 'Pregunte a un técnico.',
      },
      trouble: {
        sentence: 'No se encuentra el nombre del servicio.',
        remedy: 'Revise la red de la tienda y la dirección del servicio.',
      },
      skipped: { sentence: 'No hizo falta buscar el nombre.' },
    },
    proxy: {
      fine: { sentence: 'El camino al servicio está libre.' },
      attention: {
        sentence: 'El camino al servicio pasa por un proxy, y no volvió ninguna respuesta.',
        remedy: 'Pregunte a quienes llevan la red de la tienda.',
      },
      trouble: {
        sentence: 'El proxy no deja pasar a la caja.',
        remedy: 'Pregunte a quienes llevan la red de la tienda.',
      },
      skipped: { sentence: 'El proxy no se ha comprobado.' },
    },
    tls: {
      fine: { sentence: 'El servicio demostró que es el correcto.' },
      attention: {
        sentence: 'Puede que alguien en medio lea la conexión con el servicio.',
        remedy: 'Pregunte a quienes llevan la red de la tienda si es intencionado.',
      },
      trouble: {
        sentence: 'No se pudo establecer una conexión segura con el servicio.',
        remedy: 'Revise la red de la tienda. Si funciona, pregunte a quienes la llevan: puede haber alguien en medio.',
      },
      skipped: { sentence: 'El cifrado no se ha comprobado.' },
    },
    certificate: {
      fine: { sentence: 'El certificado de esta caja es bueno.' },
      attention: { sentence: 'El certificado de esta caja caduca pronto.', remedy: 'Pida uno nuevo a un técnico.' },
      trouble: { sentence: 'El certificado de esta caja ha caducado.', remedy: 'Pida uno nuevo a un técnico.' },
      skipped: { sentence: 'El certificado de esta caja no se ha comprobado.' },
    },
    clock: {
      fine: { sentence: 'El reloj va bien.' },
      attention: {
        sentence: 'El reloj va un poco mal.',
        remedy: 'Deje que este equipo ponga su reloj automáticamente.',
      },
      trouble: {
        sentence: 'El reloj va tan mal que los servicios pueden rechazar esta caja.',
        remedy: 'Ponga la fecha, la hora y la zona horaria de este equipo.',
      },
      skipped: { sentence: 'No se pudo comprobar el reloj.' },
    },
    credential: {
      fine: { sentence: 'El servicio acepta las credenciales de esta caja.' },
      attention: {
        sentence: 'No se pudo comprobar si el servicio acepta las credenciales.',
        remedy: 'Pruebe de nuevo más tarde.',
      },
      trouble: {
        sentence: 'Las credenciales de esta caja no funcionan.',
        remedy: 'Escriba las correctas, o inicie sesión de nuevo.',
      },
      skipped: { sentence: 'Las credenciales no se han probado.' },
    },
  },
  byReason: doctorReasons,
  proxySettings: {
    gnome: 'los ajustes del escritorio',
    'etc-environment': 'las variables de /etc/environment',
    windows: 'los ajustes de Internet de Windows',
    winhttp: 'los ajustes WinHTTP de Windows',
    macos: 'los ajustes de red de macOS',
    chromium: 'los ajustes del sistema',
    none: 'los ajustes del sistema',
  },
  settingsWithPac: '{{settings}} (archivo PAC {{pac}})',
  panelOpened: 'Se abrió en este equipo. Compruebe de nuevo al terminar.',
  actions: {
    'test-upstream': 'Probar este servicio',
    'rotate-upstream': 'Escribir credenciales nuevas',
    'sign-in-upstream': 'Iniciar sesión',
    'change-network': 'Cambiar la red',
    'open-settings': 'Abrir los ajustes',
    'open-keychain': 'Desbloquear el llavero',
    'open-clock': 'Abrir los ajustes del reloj',
    'check-again': 'Comprobar de nuevo',
  },
  bundle: {
    explain:
      'Todo lo que el soporte necesita para ayudarle, en un solo archivo. No contiene secretos ni clientes. Revíselo antes de enviarlo.',
    preview: 'Mostrar qué contiene',
    lines_one: '{{lines}} línea',
    lines_many: '{{lines}} de líneas',
    lines_other: '{{lines}} líneas',
    save: 'Guardar el archivo',
    saved: '{{fileName}} se ha guardado en sus descargas.',
    contentOf: 'Contenido de {{name}}',
  },
}
