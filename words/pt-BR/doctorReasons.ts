import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'pt-BR', typeof english> = {
  'no-proxy': { sentence: 'O serviço é acessado sem proxy.' },
  'proxy-used': { sentence: 'O caminho até o serviço passa pelo proxy {{proxy}}.' },
  'proxy-of-system': {
    sentence: 'O caminho até o serviço passa por {{proxy}}, segundo {{settings}}.',
  },
  'no-proxy-of-system': { sentence: 'O serviço é acessado sem proxy, segundo {{settings}}.' },
  'proxy-unsupported': {
    sentence: 'O Till Agent não fala com os proxies indicados por {{settings}}, como SOCKS.',
    remedy: 'Peça um proxy HTTP a quem cuida da rede da loja.',
  },
  'pac-unreachable': {
    sentence: 'O arquivo PAC {{pac}} não pode ser obtido, então o serviço é chamado sem proxy.',
    remedy: 'Pergunte a quem cuida da rede da loja se o endereço dele está certo.',
  },
  'pac-broken': {
    sentence: 'O arquivo PAC {{pac}} não funciona, então o serviço é chamado sem proxy.',
    remedy: 'Entregue-o a quem cuida da rede da loja.',
  },
  'proxy-wants-sign-in': {
    sentence: 'O proxy {{proxy}} pede um nome de usuário e uma senha.',
    remedy: 'Digite o proxy com o nome de usuário, como em http://till@proxy.store:3128, e a senha dele.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'O proxy {{proxy}} pede uma entrada que o Till Agent não conhece, como NTLM ou Kerberos.',
    remedy: 'Peça a quem cuida da rede da loja que deixe este caixa passar sem entrada, ou por Basic.',
  },
  'proxy-untrusted': {
    sentence: 'O proxy {{proxy}} não conseguiu provar quem é, então nada foi dito a ele.',
    remedy: 'Peça a quem cuida da rede da loja a autoridade de certificação do proxy.',
  },
  'proxy-unreadable': {
    sentence: 'O endereço do proxy não pode ser lido.',
    remedy: 'Corrija-o, por exemplo para http://proxy.store:3128.',
  },
  'proxy-refused': {
    sentence: 'O proxy {{proxy}} não deixa o caixa passar ({{status}}).',
    remedy: 'Peça a quem cuida da rede da loja que permita o host do serviço.',
  },
  'proxy-silent': {
    sentence: 'O caminho até o serviço passa pelo proxy {{proxy}}, e nada voltou ({{code}}).',
    remedy: 'Verifique se o proxy é o certo e se está em execução.',
  },
  're-signed': {
    sentence: '“{{issuer}}” assina de novo as respostas do serviço, e assim pode ler o que é enviado.',
    remedy: 'Se for o filtro da loja, nada a fazer. Se ninguém o conhecer, chame o suporte.',
  },
  'private-authority': {
    sentence: '“{{issuer}}”, que responde pelo serviço, não é uma autoridade pública.',
    remedy: 'Se a rede da loja abre conexões de propósito, nada a fazer. Se ninguém souber disso, chame o suporte.',
  },
  'certificate-required': {
    sentence: 'O serviço pergunta quem se conecta, e este caixa não tem certificado para mostrar.',
    remedy: 'Peça a um técnico que instale o certificado que o operador do serviço emitiu para este caixa.',
  },
  'certificate-refused': {
    sentence: 'O serviço não aceita o certificado deste caixa.',
    remedy: 'Peça a um técnico que instale o certificado que o operador do serviço emitiu para este caixa.',
  },
  'certificate-valid': { sentence: 'O certificado deste caixa, “{{subject}}”, está bom.' },
  'certificate-expiring': {
    sentence: 'O certificado deste caixa, “{{subject}}”, vence em breve. Dias restantes: {{days}}.',
    remedy: 'Peça agora um novo certificado e que um técnico o instale.',
  },
  'certificate-expired': {
    sentence: 'O certificado deste caixa, “{{subject}}”, venceu.',
    remedy: 'Peça um novo certificado e que um técnico o instale.',
  },
}
