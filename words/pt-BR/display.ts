import type { Words } from '#words/catalogue.ts'
import type { display as english } from '#words/en/display.ts'

export const display: Words<'pt-BR', typeof english> = {
  connecting: {
    title: 'Tela do cliente',
    explain: 'Esta tela ainda não está conectada ao caixa. Conecte-a e peça ao gerente que a autorize no caixa.',
    connect: 'Conectar esta tela',
    compare: 'Compare este código com o do caixa:',
    refused: 'O caixa recusou esta tela. Se foi um engano, conecte-a de novo.',
    expired: 'Ninguém respondeu a tempo no caixa. Conecte esta tela de novo.',
    busy: 'O caixa não pode perguntar agora. Aguarde um momento e conecte esta tela de novo.',
  },
  screen: {
    welcome: 'Boas-vindas',
    language: 'Idioma',
    askedBy: 'Pedido por',
    number: 'Seu número de celular ou e-mail',
    numberWhy: 'Enviamos um código para lá, para conferir que é seu.',
    send: 'Enviar um código',
    code: 'Seu código',
    sentTo: 'Enviamos para',
    decline: 'Não, obrigado',
    forgets: 'Esta tela não guarda nada do que você digita.',
    done: {
      confirmed: 'Obrigado. Confirmado.',
      other: 'Não confirmado. Pergunte no caixa.',
    },
    away: 'Um momento, por favor.',
    failed: 'Não deu certo. Confira o que digitou ou pergunte no caixa.',
  },
  counter: {
    ask: 'Perguntar na tela do cliente',
    enterThere: 'O cliente digita o código',
    title: 'Na tela do cliente',
    asking: 'Ela pede o número ou o e-mail do cliente.',
    typing: 'O cliente está digitando…',
    code: 'O cliente digita o código lá. Esta tela continua sozinha.',
    takeOver: 'Digitar aqui',
  },
  settings: {
    title: 'Telas do cliente',
    explain:
      'Uma segunda tela deste computador em que os clientes digitam eles mesmos o número e o código. Abra este endereço lá, em um navegador próprio:',
    none: 'Nenhuma tela do cliente está conectada.',
    open: 'Aberta agora',
    closed: 'Fechada',
    since: 'Conectada em {{time}}',
    remove: 'Remover',
    removeQuestion: 'Remover esta tela?',
    ownWindow: {
      explain:
        'Uma segunda tela deste computador em que os clientes digitam eles mesmos o número e o código. A janela preenche a outra tela sozinha e, a partir daí, abre com o Till Agent.',
      open: 'Abrir a tela do cliente',
      close: 'Fechar a tela do cliente',
    },
  },
  pairing: {
    title: 'Uma tela do cliente pede acesso',
    compare: 'A tela do cliente mostra este código?',
    impostor:
      'Autorize somente se você mesmo acabou de conectar a tela. Nenhum código, ou outro? Escolha Recusar: um programa pode estar se passando pela tela para ler o que os clientes digitam.',
  },
}
