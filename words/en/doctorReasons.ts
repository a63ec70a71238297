/** Sentences of the doctor that name what was found, by the reason of the finding; for others those of the check are shown. */
export const doctorReasons = {
  'no-proxy': { sentence: 'The cloud is reached without a proxy.' },
  'proxy-used': { sentence: 'The way to the cloud leads through the proxy {{proxy}}.' },
  'proxy-of-system': { sentence: 'The way to the cloud leads through {{proxy}}, as {{settings}} say.' },
  'no-proxy-of-system': { sentence: 'The cloud is reached without a proxy, as {{settings}} say.' },
  'proxy-unsupported': {
    sentence: 'The proxies that {{settings}} name are none that the till agent speaks to, such as SOCKS.',
    remedy: 'Ask the people who run the store’s network for an HTTP proxy.',
  },
  'pac-unreachable': {
    sentence: 'The PAC file {{pac}} cannot be fetched, so the cloud is called without a proxy.',
    remedy: 'Ask the people who run the store’s network whether its address is right.',
  },
  'pac-broken': {
    sentence: 'The PAC file {{pac}} does not work, so the cloud is called without a proxy.',
    remedy: 'Give it to the people who run the store’s network.',
  },
  'proxy-wants-sign-in': {
    sentence: 'The proxy {{proxy}} wants a user name and a password.',
    remedy: 'Enter both: the people who look after the store’s network know them.',
  },
  'proxy-sign-in-unsupported': {
    sentence: 'The proxy {{proxy}} asks for a sign-in that the till agent does not know, such as NTLM or Kerberos.',
    remedy: 'Ask the people who run the store’s network to let this till through without a sign-in, or by Basic.',
  },
  'proxy-untrusted': {
    sentence: 'The proxy {{proxy}} could not prove who it is, so it was told nothing.',
    remedy: 'Ask the people who run the store’s network for the certificate authority of the proxy.',
  },
  'proxy-unreadable': {
    sentence: 'The address of the proxy cannot be read.',
    remedy: 'Correct it, for example to http://proxy.store:3128.',
  },
  'proxy-refused': {
    sentence: 'The proxy {{proxy}} does not let the till through ({{status}}).',
    remedy: 'Ask the people who run the store’s network to allow the cloud’s host.',
  },
  'proxy-silent': {
    sentence: 'The way to the cloud leads through the proxy {{proxy}}, and nothing came back ({{code}}).',
    remedy: 'Check that the proxy is the right one and runs.',
  },
  're-signed': {
    sentence: 'Answers of the cloud are re-signed by “{{issuer}}”, which so can read what is sent.',
    remedy: 'If it is the store’s own filter, nothing is to be done. If nobody knows it, call support.',
  },
  'private-authority': {
    sentence: '“{{issuer}}”, who vouches for the cloud, is no public authority.',
    remedy:
      'If the store’s network opens connections on purpose, nothing is to be done. If nobody knows it, call support.',
  },
  'certificate-required': {
    sentence: 'The cloud asks who connects, and this till has no certificate to show.',
    remedy: 'Ask a technician to install the certificate that the cloud’s operator issued for this till.',
  },
  'certificate-refused': {
    sentence: 'The cloud does not take the certificate of this till.',
    remedy: 'Ask a technician to install the certificate that the cloud’s operator issued for this till.',
  },
  'certificate-valid': { sentence: 'The certificate of this till, “{{subject}}”, is good.' },
  'certificate-expiring': {
    sentence: 'The certificate of this till, “{{subject}}”, ends soon. Days left: {{days}}.',
    remedy: 'Ask for a new certificate now, and have a technician install it.',
  },
  'certificate-expired': {
    sentence: 'The certificate of this till, “{{subject}}”, has ended.',
    remedy: 'Ask for a new certificate, and have a technician install it.',
  },
} as const
