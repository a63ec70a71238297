import { z } from 'zod'

/** A certificate with its chain and a private key of any size in use. */
export const maxCertificateLength = 48_000

/** Certificate and private key, as PEM or as PKCS#12 in base64. */
export const CertificateText = z
  .string()
  .overwrite((text) => text.trim())
  .min(1, 'is empty')
  .max(maxCertificateLength, `is longer than ${maxCertificateLength} characters`)
