import type { Words } from '#words/catalogue.ts'
import type { shell as english } from '#words/en/shell.ts'

export const shell: Words<'pt-BR', typeof english> = {
  title: 'Till Agent',
  screens: 'Telas',
  customer: 'Cliente',
  status: 'Estado',
  outbox: 'Caixa de saída',
  clients: 'Programas',
  upstreams: 'Serviços',
  settings: 'Configurações',
  condition: {
    ready: 'Pronto',
    attention: 'Atenção',
    blocked: 'Bloqueado',
    offline: 'Off-line',
    disconnected: 'Parado',
    unknown: 'Um momento…',
  },
  conditionLink: 'Estado deste caixa: {{condition}}',
  language: 'Idioma',
  colorScheme: { label: 'Aparência', light: 'Clara', dark: 'Escura', auto: 'Como o sistema' },
  signedOut: {
    title: 'Você foi desconectado.',
    remedy:
      'Continue vendendo e peça ao gerente que reabra esta tela com um novo link. Ele funciona uma vez, por dez minutos, neste computador.',
    command: 'O gerente obtém um neste computador com o comando',
    remember: 'Para que isso não aconteça todo dia, o gerente pode escolher “Manter conectado” em “Configurações”.',
  },
  testMode: 'Modo de teste: {{upstreams}}. Nada do que for feito lá conta.',
  trainingCode: 'O cliente recebeu o código {{code}}.',
  training: 'Treinamento até {{time}}. Nada do que for feito aqui conta.',
  offline: {
    title: 'O Till Agent não responde. Você pode continuar vendendo.',
    remedy: 'Esta tela volta a funcionar sozinha assim que o Till Agent estiver em execução.',
  },
}
