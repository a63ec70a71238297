import type { Words } from '#words/catalogue.ts'
import type { tillFaults as english } from '#words/en/tillFaults.ts'

/** What happened to this till and what is set up on it, and what to do. */
export const tillFaults: Words<'es', typeof english> = {
  UNKNOWN_CLIENT: {
    title: 'Este programa no está configurado en esta caja.',
    remedy: 'Vea en «Programas» cuáles están configurados.',
  },
  ALREADY_EXISTS: {
    title: 'Este nombre ya está en uso.',
    remedy: 'Elija otro nombre. Lo que ya existe puede recibir credenciales nuevas, o ser reemplazado por un archivo.',
  },
  UPSTREAM_IN_USE: {
    title: 'Todavía hay programas que usan este servicio.',
    remedy: 'Quíteles primero el acceso en «Programas».',
  },
  SECRET_MISSING: {
    title: 'No se pudo leer una contraseña del lugar donde debería estar.',
    remedy: 'Avise a la persona que configuró esta caja.',
  },
  CREDENTIAL_REFUSED: {
    title: 'El servicio no aceptó el nombre o la contraseña. No se ha guardado nada.',
    remedy:
      'Compruebe ambos con la oficina central. La contraseña distingue mayúsculas y minúsculas. Demasiados intentos fallidos pueden bloquear la caja.',
  },
  PACK_INVALID: {
    title: 'Este archivo no es como lo hizo la oficina central.',
    remedy: 'Cópielo de nuevo, o pida otro a la oficina central. No se ha cambiado nada.',
  },
  PACK_KEY_UNKNOWN: {
    title: 'Este archivo no viene de su oficina central.',
    remedy: 'No lo use y avise a la oficina central. No se ha cambiado nada.',
  },
  PACK_EXPIRED: {
    title: 'Este archivo ya no se puede usar.',
    remedy: 'Compruebe la fecha de este equipo. Si es correcta, pida un archivo nuevo a la oficina central.',
  },
  PACK_SUPERSEDED: {
    title: 'Esta caja ya ha usado este archivo, o uno más nuevo.',
    remedy: 'Pida un archivo nuevo a la oficina central.',
  },
  PACK_CODE_WRONG: {
    title: 'Este no es el código de este archivo.',
    remedy:
      'Compárelo con el que le dio la oficina central. Tras demasiados códigos incorrectos, el archivo no sirve aquí.',
  },
  PACK_DEAD: {
    title: 'Se escribieron demasiados códigos incorrectos. Este archivo ya no se puede usar aquí.',
    remedy: 'Pida a la oficina central un archivo y un código nuevos.',
  },
  PACK_OF_OTHER_TILL: { title: 'Este archivo se hizo para otra caja.', remedy: 'Use el archivo de esta caja.' },
  CREDENTIAL_UNEXPECTED: {
    title: 'Esta es la contraseña de otra caja.',
    remedy: 'Escriba la de esta caja. Si es la correcta, pregunte a la oficina central qué caja se espera aquí.',
  },
  CREDENTIAL_UNPROVEN: {
    title: 'No se pudo llegar al servicio. No se ha guardado nada.',
    remedy: 'Compruebe que el internet de la tienda funciona y que la dirección es correcta, y reinténtelo.',
  },
  SIGN_IN_FAILED: { title: 'Nadie ha iniciado sesión.', remedy: 'Empiece de nuevo el inicio de sesión.' },
  TILL_BARRED: {
    title: 'La oficina central ha bloqueado esta caja.',
    remedy:
      'Llame a la oficina central. Solo un nuevo archivo de configuración suyo vuelve a poner en marcha esta caja.',
  },
  KEYCHAIN_UNAVAILABLE: {
    title: 'Este equipo no tiene almacén de contraseñas.',
    remedy: 'Quienes se ocupan de este equipo tienen que instalar uno. Hasta entonces no se guarda nada.',
  },
  KEYCHAIN_LOCKED: {
    title: 'El almacén de contraseñas de este equipo está bloqueado.',
    remedy: 'Inicie sesión de nuevo en este equipo y reinténtelo.',
  },
  KEYCHAIN_REFUSED: {
    title: 'Este equipo no dejó que Till Agent guardara su contraseña.',
    remedy: 'Si este equipo pide permiso, concédalo. Después reinténtelo.',
  },
  SETTINGS_DAMAGED: {
    title: 'Los ajustes de esta caja están dañados.',
    remedy:
      'Llame al soporte: hay que configurar de nuevo esta caja. Se ha guardado una copia de los ajustes anteriores.',
  },
  SETTINGS_UNWRITABLE: {
    title: 'No se pudieron guardar los ajustes.',
    remedy: 'Compruebe que el disco de este equipo no está lleno y reinténtelo.',
  },
  SETTING_MANAGED: {
    title: 'Este ajuste lo decide la oficina central.',
    remedy: 'Pida a la oficina central que lo cambie.',
  },
  AUDIT_UNAVAILABLE: {
    title: 'El registro de auditoría de esta caja no se puede leer o escribir.',
    remedy: 'Compruebe que el disco de este equipo no está lleno. Hasta entonces no se registra nada.',
  },
  LOG_UNAVAILABLE: {
    title: 'No se puede escribir el registro de Till Agent.',
    remedy: 'Compruebe que el disco de este equipo no está lleno. Hasta entonces el soporte no puede ver qué pasó.',
  },
  FILE_UNREADABLE: {
    title: 'No se pudo leer un archivo.',
    remedy: 'Compruebe que el archivo está ahí y que se puede leer.',
  },
  PORT_TAKEN: {
    title: 'Otro programa usa el puerto de Till Agent.',
    remedy: 'Cierre ese programa y reinicie Till Agent.',
  },
  ADMINISTRATOR_REQUIRED: {
    title: 'Mientras la caja no tenga PIN del responsable, solo puede hacerlo un administrador de este equipo.',
    remedy: 'Abra esta ventana con un enlace nuevo, o pida a quienes se ocupan de este equipo que pongan un PIN.',
  },
  SERVICE_REFUSED: {
    title: 'Este equipo se negó a cambiar el servicio de sistema de Till Agent.',
    remedy: 'Pregunte a quienes se ocupan de este equipo.',
  },
  SAFE_MODE: {
    title: 'Till Agent ha fallado varias veces seguidas, así que no vende nada hasta que alguien lo revise.',
    remedy: 'Envíe al soporte el archivo de la comprobación. Después reinicie este equipo.',
  },
  ALREADY_RUNNING: { title: 'Till Agent ya está en marcha.', remedy: 'Use la ventana que ya está abierta.' },
  INTERNAL: {
    title: 'Algo ha fallado dentro de Till Agent.',
    remedy: 'Reinténtelo. Si no sirve, dé al soporte la referencia de abajo.',
  },
}
