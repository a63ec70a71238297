import type { Words } from '#words/catalogue.ts'
import type { pairing as english } from '#words/en/pairing.ts'

export const pairing: Words<'pt-BR', typeof english> = {
  title: 'Um programa pede acesso',
  executable: 'Arquivo do programa',
  pid: 'processo {{pid}}',
  foreignLetters: 'O que está entre ‹ › não é uma letra comum: pode parecer outra, ou não ser visível.',
  resembles: 'O nome é de um programa que já tem acesso, ou parece igual: {{clients}}.',
  unknownProcess: 'Este computador não sabe dizer qual programa pede.',
  compare: 'O sistema de PDV mostra este código?',
  impostor:
    'Permita só se você mesmo acabou de iniciar isso no sistema de PDV. Nenhum código, ou outro? Escolha “Recusar”: outro programa pode estar se passando pelo sistema de PDV.',
  wants: 'Ele quer',
  forHowLong: 'Por quanto tempo',
  asRequested: '{{period}} (pedido)',
  days_one: '{{count}} dia',
  days_many: '{{count}} de dias',
  days_other: '{{count}} dias',
  untilRevoked: 'Até você remover o acesso',
  timeLeft: 'Tempo para responder',
  approve: 'Códigos iguais: permitir',
  approveBySpace: 'Para apertar este botão pelo teclado, use a barra de espaço, não Enter.',
  refuse: 'Recusar',
  chooseOne: 'Escolha pelo menos uma coisa que ele pode fazer.',
  pinNeeded: 'Para dar acesso a um programa, digite o PIN do gerente.',
  granted: '{{name}} agora tem acesso.',
  grantedHint: 'O sistema de PDV recebe a chave sozinho. Você pode remover o acesso em “Programas”.',
  refused: '{{name}} foi recusado.',
  withdrawn: 'Isso foi respondido em outro lugar, ou o programa parou de pedir.',
  expired: 'O tempo para responder acabou. O programa não recebeu acesso.',
  expiredHint: 'Inicie o pareamento no sistema de PDV de novo.',
}
