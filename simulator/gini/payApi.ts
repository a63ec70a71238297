import type { Answer } from '../answer.ts'
import { readClient } from '../basicClient.ts'
import { readBearer } from '../bearer.ts'
import type { Request } from '../paths.ts'
import type { GiniClient } from './clients.ts'
import type { Document } from './documents.ts'
import { type Office, tokenAnswer } from './office.ts'
import { payError } from './refusal.ts'
import { derivedUser } from './users.ts'

/** `POST /login`: a token for a derived user, without a refresh token (gini.md 3, flow 2). */
export function login(request: Request, office: Office): Answer {
  return (
    refusedAccept(request, office) ??
    withDerivedUser(request, office, (user, client) => tokenAnswer({ kind: 'user', client, user }, office))
  )
}

/** `GET /documents?limit=&offset=` (gini.md 6; `totalCount` and the defaults are ASSUMED). */
export function listDocuments(request: Request, office: Office): Answer {
  return withUser(request, office, (user) => {
    const documents = office.documents.of(user)
    const offset = Number(request.query.get('offset') ?? 0)
    const limit = Number(request.query.get('limit') ?? 20)
    const page = documents.slice(offset, offset + limit).map((one) => described(one, request, office))
    return vendor(office, { totalCount: documents.length, documents: page })
  })
}

const accepted =
  /^(application\/pdf|image\/(gif|png|jpe?g|tiff)|text\/plain|multipart\/form-data|application\/vnd\.gini\.)/

/** `POST /documents/?filename=&doctype=` (gini.md 6). */
export function addDocument(request: Request, office: Office): Answer {
  return withUser(request, office, (user) => {
    const refuse = (status: number, message: string) => payError(request, office.assumptions, status, message)
    if (!accepted.test(request.headers['content-type'] ?? '')) return refuse(415, 'Unsupported media type')
    if (request.body.length === 0) return refuse(400, 'The document is empty')
    const { id } = office.documents.add(user, request.query.get('filename') ?? 'document', office.now())
    return { status: 201, body: undefined, headers: { Location: `${request.origin}/documents/${id}` } }
  })
}

/** `GET /documents/{id}` (gini.md 6). */
export function getDocument(request: Request, office: Office): Answer {
  return withDocument(request, office, (document) => vendor(office, described(document, request, office)))
}

/** `GET /documents/{id}/extractions`: always the sample's amount (gini.md 6). */
export function getExtractions(request: Request, office: Office): Answer {
  return withDocument(request, office, () => {
    const box = { top: 100, left: 100, width: 60, height: 12, page: 1 }
    const amountToPay = { box, entity: 'amount', value: '24.99:EUR', candidates: 'amounts' }
    return vendor(office, {
      extractions: { amountToPay },
      candidates: { amounts: [{ box, entity: 'amount', value: '24.99:EUR' }] },
    })
  })
}

/** `DELETE /documents/{id}` (gini.md 6). */
export function deleteDocument(request: Request, office: Office): Answer {
  return withDocument(request, office, (document) => {
    office.documents.remove(document)
    return { status: office.assumptions.deletedStatus, body: undefined }
  })
}

function withDocument(request: Request, office: Office, act: (document: Document) => Answer): Answer {
  return withUser(request, office, (user) => {
    const document = office.documents.find(user, request.wildcard)
    return document === undefined ? payError(request, office.assumptions, 404, 'Document not found') : act(document)
  })
}

/** Basic with an identifier (flow 1), or a token that says whose it is (flows 2 to 4). */
function withUser(request: Request, office: Office, act: (user: string) => Answer): Answer {
  const refused = refusedAccept(request, office)
  if (refused !== undefined) return refused
  const token = readBearer(request.headers)
  if (token === undefined) return withDerivedUser(request, office, act)
  const found = office.tokens.look(token, office.now())
  const refuse = (message: string) => payError(request, office.assumptions, 401, message)
  if (found.state !== 'live') return refuse(found.state === 'expired' ? 'Access token expired' : 'Invalid access token')
  // A client's own token is good at the User Center only.
  return found.holder.kind === 'user' ? act(found.holder.user) : refuse('Not the token of a user')
}

function withDerivedUser(request: Request, office: Office, act: (user: string, client: GiniClient) => Answer): Answer {
  const { assumptions } = office
  const refuse = (status: number, message: string) => payError(request, assumptions, status, message)
  const { client } = readClient(request.headers, office.clients)
  if (client === undefined) return refuse(401, 'Bad client credentials')
  if (client.users !== 'derived') {
    return refuse(assumptions.wrongUsersStatus, 'This client is provisioned for anonymous users')
  }
  const identifier = request.headers['x-user-identifier']?.toString() ?? ''
  if (!assumptions.identifierPattern.test(identifier)) {
    return refuse(assumptions.missingIdentifierStatus, 'X-User-Identifier is missing or malformed')
  }
  return act(derivedUser(client, identifier), client)
}

function refusedAccept(request: Request, { assumptions }: Office): Answer | undefined {
  const accept = request.headers.accept ?? '*/*'
  const wanted = `application/vnd.gini.${assumptions.mediaTypeVersion}+json`
  if (accept.includes(wanted) || (assumptions.acceptAnything && accept.includes('*/*'))) return undefined
  return payError(request, assumptions, 406, `Accept must be ${wanted}`)
}

function vendor({ assumptions }: Office, body: unknown): Answer {
  return { status: 200, body, headers: { 'Content-Type': `application/vnd.gini.${assumptions.mediaTypeVersion}+json` } }
}

/** Absolute links, as Gini gives them. */
function described({ id, name, createdAt }: Document, { origin }: Request, office: Office): object {
  const document = `${origin}/documents/${id}`
  return {
    id,
    name,
    pageCount: 1,
    creationDate: createdAt,
    origin: 'UPLOAD',
    progress: office.now() < createdAt + office.assumptions.processingMs ? 'PENDING' : 'COMPLETED',
    sourceClassification: 'NATIVE',
    _links: {
      document,
      extractions: `${document}/extractions`,
      layout: `${document}/layout`,
      processed: `${document}/processed`,
    },
  }
}
