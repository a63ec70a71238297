import type { Words } from '#words/catalogue.ts'
import type { commandLine as english } from '#words/en/commandLine.ts'

/** What people read of the command line. The names of commands, options and codes are English in every language. */
export const commandLine: Words<'pt-BR', typeof english> = {
  running: 'O Till Agent {{version}} está em execução: {{condition}}.',
  notRunning: 'O Till Agent não está em execução. Inicie-o com “{{command}}”.',
  whatToDo: 'O que fazer:',
  inEnglish: 'Detalhes em inglês:',
  thisTill: 'Caixa',
  columns: {
    upstream: 'Serviço',
    scheme: 'Tipo',
    state: 'Estado',
    requests: 'Solicitações',
    connections: 'Conexões',
    outcome: 'Resultado',
    check: 'Verificação',
    found: 'Constatação',
  },
  somethingWrong: 'Algo está errado. O que fazer:',
  warnings_one: 'Nenhum erro, {{count, number}} aviso:',
  warnings_many: 'Nenhum erro, {{count, number}} de avisos:',
  warnings_other: 'Nenhum erro, {{count, number}} avisos:',
  nothingWrong: 'Está tudo certo.',
}
