import type { Words } from '#words/catalogue.ts'
import type { parts as english } from '#words/en/parts.ts'

export const parts: Words<'pt-BR', typeof english> = {
  loading: 'Um momento…',
  tryAgain: 'Tentar de novo',
  keyboard: {
    label: 'Teclado na tela',
    shift: 'Maiúsculas',
    symbols: 'Números e sinais',
    letters: 'Outro alfabeto',
    space: 'Espaço',
    hide: 'Ocultar o teclado',
    auto: 'Onde o sistema não tem',
    on: 'Sempre',
    off: 'Nunca',
  },
  retryIn: 'Você pode tentar de novo em',
  retryNow: 'Você já pode tentar de novo.',
  cancel: 'Cancelar',
  back: 'Voltar',
  next: 'Avançar',
  close: 'Fechar',
  stay: 'Ficar',
  leave: 'Sair',
  missing: 'Falta preencher:',
  checkField: 'Verifique o que foi digitado aqui.',
  /** Why a field is not accepted, by the rule it breaks. */
  rules: {
    missing: 'Preencha este campo.',
    number: 'Digite um número.',
    'whole-number': 'Digite um número inteiro.',
    'at-least': 'Digite no mínimo {{limit}}.',
    'at-most': 'Digite no máximo {{limit}}.',
    'too-short': 'Curto demais. No mínimo {{limit}} caracteres.',
    'too-long': 'Longo demais. No máximo {{limit}} caracteres.',
    'one-of': 'Escolha um destes: {{choices}}.',
    email: 'Digite um e-mail completo, como nome@example.com.',
    url: 'Digite um endereço completo, como https://example.com.',
  },
}
