import type { Words } from '#words/catalogue.ts'
import type { help as english } from '#words/en/help.ts'

/** Five lines and the next step for each screen. */
export const help: Words<'pt-BR', typeof english> = {
  open: 'Ajuda',
  next: 'Avançar',
  support: 'Chamar o suporte',
  supportExplain: 'Um pacote de suporte tem o que o suporte precisa, sem segredos nem clientes.',
  make: 'Criar um pacote de suporte',
  read: 'Ler antes',
  reference: 'Informe este número ao suporte',
  customer: {
    title: 'Ajuda: clientes',
    lines: {
      first: 'Digite ou leia um número, um e-mail ou um cartão.',
      second: 'Envie um código. O cliente o recebe por SMS ou e-mail.',
      third: 'Digite o código que o cliente lê em voz alta.',
      fourth: 'Verde: o número ou endereço é do cliente.',
      fifth: 'Sem código? Envie outro, ou venda sem verificação.',
    },
    next: 'Pressione Esc para recomeçar com o próximo cliente.',
  },
  status: {
    title: 'Ajuda: estado',
    lines: {
      first: 'A cor no alto diz como o caixa está.',
      second: 'Atenção: funciona, e algo deve ser visto.',
      third: 'Off-line: as vendas continuam, a fidelidade não.',
      fourth: 'Bloqueado: o sistema de PDV não recebe nada até ser consertado.',
      fifth: 'Cada cartão diz quando o serviço respondeu pela última vez.',
    },
    next: 'Abra o diagnóstico. Ele diz o que está errado e o que fazer.',
  },
  outbox: {
    title: 'Ajuda: caixa de saída',
    lines: {
      first: 'As vendas que não puderam ser enviadas ficam guardadas aqui.',
      second: 'O caixa as envia sozinho, na ordem delas.',
      third: 'Algumas precisam de uma decisão: o serviço recusou ou não respondeu.',
      fourth: 'Uma correção é enviada de novo como a mesma venda.',
      fifth: 'Nada aqui se perde quando o caixa reinicia.',
    },
    next: 'Veja primeiro “A decidir”.',
  },
  clients: {
    title: 'Ajuda: programas',
    lines: {
      first: 'Um programa é um sistema de PDV que pode usar os serviços deste caixa.',
      second: 'Cada um tem sua própria chave e só pode fazer o que está listado.',
      third: 'Inicie o pareamento no sistema de PDV; uma pergunta aparece aqui.',
      fourth: 'Compare o código nas duas telas antes de permitir.',
      fifth: 'Remova o acesso logo se outros puderem conhecer uma chave.',
    },
    next: 'Pareie um sistema de PDV, ou adicione um à mão.',
  },
  upstreams: {
    title: 'Ajuda: serviços',
    lines: {
      first: 'Um serviço é algo na nuvem em que este caixa entra.',
      second: 'A senha fica no chaveiro deste computador.',
      third: 'Bloqueado: o serviço recusou a senha. Ela não é tentada de novo.',
      fourth: 'Uma nova senha é testada antes que a antiga saia.',
      fifth: 'O teste mostra com que nome o serviço conhece este caixa.',
    },
    next: 'Se um serviço estiver bloqueado, digite a senha certa.',
  },
  settings: {
    title: 'Ajuda: configurações',
    lines: {
      first: 'Defina primeiro o país: os números são lidos por ele.',
      second: 'Defina um PIN do gerente, para que nada seja mudado no caixa.',
      third: 'O que a matriz decidiu não pode ser mudado aqui.',
      fourth: 'Algumas mudanças valem a partir do próximo início. A linha informa.',
      fifth: 'Redefinir traz de volta o valor de fábrica.',
    },
    next: 'Deixe os limites como estão, a menos que o suporte peça.',
  },
}
