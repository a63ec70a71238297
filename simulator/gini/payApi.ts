import { authenticateClient } from '#simulator/shared/basicClient.ts'
import { readBearer } from '#simulator/shared/bearer.ts'
import type { CloudResponse } from '#simulator/shared/response.ts'
import type { CloudRequest } from '#simulator/shared/router.ts'
import type { GiniClient } from './clients.ts'
import type { Document } from './documents.ts'
import { payError } from './refusal.ts'
import { type GiniState, tokenResponse } from './state.ts'
import { derivedUser } from './users.ts'

/** `POST /login`: issues a token for a derived user, without a refresh token (gini.md 3, flow 2). */
export function login(request: CloudRequest, state: GiniState): CloudResponse {
  return (
    acceptRefusal(request, state) ??
    withDerivedUser(request, state, (user, client) => tokenResponse({ kind: 'user', client, user }, state))
  )
}

/** `GET /documents?limit=&offset=` (gini.md 6; `totalCount` and the defaults are ASSUMED). */
export function listDocuments(request: CloudRequest, state: GiniState): CloudResponse {
  return withUser(request, state, (user) => {
    const documents = state.documents.of(user)
    const offset = Number(request.query.get('offset') ?? 0)
    const limit = Number(request.query.get('limit') ?? 20)
    const page = documents.slice(offset, offset + limit).map((document) => described(document, request, state))
    return vendor(state, { totalCount: documents.length, documents: page })
  })
}

/** Media types that Gini accepts as documents. */
const accepted =
  /^(application\/pdf|image\/(gif|png|jpe?g|tiff)|text\/plain|multipart\/form-data|application\/vnd\.gini\.)/

/** `POST /documents/?filename=&doctype=` (gini.md 6). */
export function addDocument(request: CloudRequest, state: GiniState): CloudResponse {
  return withUser(request, state, (user) => {
    const refuse = (status: number, message: string) => payError(request, state.assumptions, status, message)
    if (!accepted.test(request.headers['content-type'] ?? '')) return refuse(415, 'Unsupported media type')
    if (request.body.length === 0) return refuse(400, 'The document is empty')
    const { id } = state.documents.add(user, request.query.get('filename') ?? 'document', state.now())
    return { status: 201, body: undefined, headers: { Location: `${request.origin}/documents/${id}` } }
  })
}

/** `GET /documents/{id}` (gini.md 6). */
export function getDocument(request: CloudRequest, state: GiniState): CloudResponse {
  return withDocument(request, state, (document) => vendor(state, described(document, request, state)))
}

/** `GET /documents/{id}/extractions`: always the amount of the sample (gini.md 6). */
export function getExtractions(request: CloudRequest, state: GiniState): CloudResponse {
  return withDocument(request, state, () => {
    const box = { top: 100, left: 100, width: 60, height: 12, page: 1 }
    const amountToPay = { box, entity: 'amount', value: '24.99:EUR', candidates: 'amounts' }
    return vendor(state, {
      extractions: { amountToPay },
      candidates: { amounts: [{ box, entity: 'amount', value: '24.99:EUR' }] },
    })
  })
}

/** `DELETE /documents/{id}` (gini.md 6). */
export function deleteDocument(request: CloudRequest, state: GiniState): CloudResponse {
  return withDocument(request, state, (document) => {
    state.documents.remove(document)
    return { status: state.assumptions.deletedStatus, body: undefined }
  })
}

function withDocument(
  request: CloudRequest,
  state: GiniState,
  handle: (document: Document) => CloudResponse,
): CloudResponse {
  return withUser(request, state, (user) => {
    const document = state.documents.find(user, request.wildcard)
    return document === undefined ? payError(request, state.assumptions, 404, 'Document not found') : handle(document)
  })
}

/** The user of a request: by Basic and an identifier (flow 1) or by a user's token (flows 2 to 4). */
function withUser(request: CloudRequest, state: GiniState, handle: (user: string) => CloudResponse): CloudResponse {
  const refused = acceptRefusal(request, state)
  if (refused !== undefined) return refused
  const token = readBearer(request.headers)
  if (token === undefined) return withDerivedUser(request, state, handle)
  const found = state.tokens.find(token, state.now())
  const refuse = (message: string) => payError(request, state.assumptions, 401, message)
  if (found.state !== 'live') return refuse(found.state === 'expired' ? 'Access token expired' : 'Invalid access token')
  // The Pay API takes no client token; the User Center does.
  return found.holder.kind === 'user' ? handle(found.holder.user) : refuse('Not the token of a user')
}

function withDerivedUser(
  request: CloudRequest,
  state: GiniState,
  handle: (user: string, client: GiniClient) => CloudResponse,
): CloudResponse {
  const { assumptions } = state
  const refuse = (status: number, message: string) => payError(request, assumptions, status, message)
  const { client } = authenticateClient(request.headers, state.clients)
  if (client === undefined) return refuse(401, 'Bad client credentials')
  if (client.users !== 'derived') {
    return refuse(assumptions.wrongUsersStatus, 'This client is provisioned for anonymous users')
  }
  const identifier = request.headers['x-user-identifier']?.toString() ?? ''
  if (!assumptions.identifierPattern.test(identifier)) {
    return refuse(assumptions.missingIdentifierStatus, 'X-User-Identifier is missing or malformed')
  }
  return handle(derivedUser(client, identifier), client)
}

/** A 406 unless the request accepts Gini's media type. */
function acceptRefusal(request: CloudRequest, { assumptions }: GiniState): CloudResponse | undefined {
  const accept = request.headers.accept ?? '*/*'
  const wanted = `application/vnd.gini.${assumptions.mediaTypeVersion}+json`
  if (accept.includes(wanted) || (assumptions.acceptAnything && accept.includes('*/*'))) return undefined
  return payError(request, assumptions, 406, `Accept must be ${wanted}`)
}

/** A response in Gini's media type. */
function vendor({ assumptions }: GiniState, body: unknown): CloudResponse {
  return { status: 200, body, headers: { 'Content-Type': `application/vnd.gini.${assumptions.mediaTypeVersion}+json` } }
}

/** A document with absolute links, as Gini returns it. */
function described({ id, name, createdAt }: Document, { origin }: CloudRequest, state: GiniState): object {
  const document = `${origin}/documents/${id}`
  return {
    id,
    name,
    pageCount: 1,
    creationDate: createdAt,
    origin: 'UPLOAD',
    progress: state.now() < createdAt + state.assumptions.processingMs ? 'PENDING' : 'COMPLETED',
    sourceClassification: 'NATIVE',
    _links: {
      document,
      extractions: `${document}/extractions`,
      layout: `${document}/layout`,
      processed: `${document}/processed`,
    },
  }
}
