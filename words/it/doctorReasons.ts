import type { Words } from '#words/catalogue.ts'
import type { doctorReasons as english } from '#words/en/doctorReasons.ts'

/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons: Words<'it', typeof english> = {
  'no-proxy': { sentence: 'Il servizio si raggiunge senza proxy.' },
  'proxy-used': { sentence: 'La via verso il servizio passa dal proxy {{proxy}}.' },
  'proxy-of-system': {
    sentence: 'La via verso il servizio passa da {{proxy}}, secondo {{settings}}.',
  },
  'no-proxy-of-system': { sentence: 'Il servizio si raggiunge senza proxy, secondo {{settings}}.' },
  'proxy-unsupported': {
    sentence: 'Till Agent non parla con i proxy indicati da {{settings}}, per esempio SOCKS.',
    remedy: 'Chieda un proxy HTTP a chi gestisce la rete del negozio.',
  },
  'pac-unreachable': {
    sentence: 'Il file PAC {{pac}} non si può scaricare, quindi il servizio si chiama senza proxy.',
    remedy: 'Chieda a chi gestisce la rete del negozio se il suo indirizzo è giusto.',
  },
  'pac-broken': {
    sentence: 'Il file PAC {{pac}} non funziona, quindi il servizio si chiama senza proxy.',
    remedy: 'Lo dia a chi gestisce la rete del negozio.',
  },
  'proxy-wants-sign-in': {
    sentence: 'Il proxy {{proxy}} chiede un nome utente e una password.',
    remedy: 'Inserisca il proxy con il nome utente, come http://till@proxy.store:3128, e la sua password.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'Il proxy {{proxy}} chiede un accesso che Till Agent non conosce, come NTLM o Kerberos.',
    remedy: 'Chieda a chi gestisce la rete del negozio di lasciar passare questa cassa senza accesso, o con Basic.',
  },
  'proxy-untrusted': {
    sentence: 'Il proxy {{proxy}} non ha potuto dimostrare chi è, quindi non gli è stato detto nulla.',
    remedy: 'Chieda a chi gestisce la rete del negozio l’autorità di certificazione del proxy.',
  },
  'proxy-unreadable': {
    sentence: 'L’indirizzo del proxy non è leggibile.',
    remedy: 'Lo corregga, per esempio in http://proxy.store:3128.',
  },
  'proxy-refused': {
    sentence: 'Il proxy {{proxy}} non lascia passare la cassa ({{status}}).',
    remedy: 'Chieda a chi gestisce la rete del negozio di consentire l’host del servizio.',
  },
  'proxy-silent': {
    sentence: 'La via verso il servizio passa dal proxy {{proxy}}, e non è tornato nulla ({{code}}).',
    remedy: 'Controlli che il proxy sia quello giusto e che funzioni.',
  },
  're-signed': {
    sentence:
      'Le risposte del servizio vengono firmate di nuovo da «{{issuer}}», che così può leggere ciò che si invia.',
    remedy: 'Se è il filtro del negozio, non c’è nulla da fare. Se nessuno lo conosce, chiami l’assistenza.',
  },
  'private-authority': {
    sentence: '«{{issuer}}», che garantisce per il servizio, non è un’autorità pubblica.',
    remedy:
      'Se la rete del negozio apre le connessioni di proposito, non c’è nulla da fare. Se nessuno lo sa, chiami l’assistenza.',
  },
  'certificate-required': {
    sentence: 'Il servizio chiede chi si connette, e questa cassa non ha un certificato da mostrare.',
    remedy: 'Chieda a un tecnico di installare il certificato che il gestore del servizio ha emesso per questa cassa.',
  },
  'certificate-refused': {
    sentence: 'Il servizio non accetta il certificato di questa cassa.',
    remedy: 'Chieda a un tecnico di installare il certificato che il gestore del servizio ha emesso per questa cassa.',
  },
  'certificate-valid': { sentence: 'Il certificato di questa cassa, «{{subject}}», è valido.' },
  'certificate-expiring': {
    sentence: 'Il certificato di questa cassa, «{{subject}}», scade presto. Giorni rimasti: {{days}}.',
    remedy: 'Chieda ora un nuovo certificato e lo faccia installare da un tecnico.',
  },
  'certificate-expired': {
    sentence: 'Il certificato di questa cassa, «{{subject}}», è scaduto.',
    remedy: 'Chieda un nuovo certificato e lo faccia installare da un tecnico.',
  },
}
