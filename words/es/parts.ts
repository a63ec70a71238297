import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'es', typeof english> = {
  loading: 'Un momento…',
  tryAgain: 'Reintentar',
  keyboard: {
    label: 'Teclado en pantalla',
    shift: 'Mayúsculas',
    symbols: 'Números y signos',
    letters: 'Otro alfabeto',
    space: 'Espacio',
    hide: 'Ocultar el teclado',
    auto: 'Si el sistema no tiene',
    on: 'Siempre',
    off: 'Nunca',
  },
  retryIn: 'Podrá reintentarlo en',
  retryNow: 'Ya puede reintentarlo.',
  cancel: 'Cancelar',
  back: 'Atrás',
  next: 'Siguiente',
  close: 'Cerrar',
  stay: 'Quedarse',
  leave: 'Salir',
  missing: 'Falta por rellenar:',
  checkField: 'Revise lo que ha escrito aquí.',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'Rellene este campo.',
    number: 'Escriba un número.',
    'whole-number': 'Escriba un número entero.',
    'at-least': 'Escriba como mínimo {{limit}}.',
    'at-most': 'Escriba como máximo {{limit}}.',
    'too-short': 'Demasiado corto. Al menos {{limit}} caracteres.',
    'too-long': 'Demasiado largo. Como máximo {{limit}} caracteres.',
    'one-of': 'Elija uno de estos: {{choices}}.',
    email: 'Escriba una dirección de correo completa, como nombre@example.com.',
    url: 'Escriba una dirección completa, como https://example.com.',
  },
}
