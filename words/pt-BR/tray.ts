import type { Words } from '#words/catalogue.ts'
import type { tray as english } from '#words/en/tray.ts'

/** The icon beside the system's clock, its menu, and the dialogs of a program that cannot start. */
export const tray: Words<'pt-BR', typeof english> = {
  ready: 'Pronto',
  attention: 'Precisa de atenção',
  offline: 'Nenhum serviço acessível',
  blocked: 'Não funciona',
  outbox: 'Caixa de saída: {{open}} em espera',
  outboxToDecide: 'Caixa de saída: {{open}} em espera, {{needPerson}} a decidir',
  since: 'desde {{time}}',
  testMode: 'Modo de teste: {{upstreams}}',
  training: 'Treinamento: nada conta',
  open: 'Abrir',
  doctor: 'Verificação',
  customerScreen: 'Tela do cliente',
  startAtLogin: 'Iniciar com o computador',
  quit: 'Encerrar',
  cannotStart: 'O Till Agent não pode iniciar',
  crashed: 'O Till Agent parou',
}
