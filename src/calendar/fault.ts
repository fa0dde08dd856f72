/**
 * What can go wrong on purpose. Anything else that is thrown is a bug: it answers 500 without its
 * text. The codes are a closed list; `http/problem.ts` holds the one table from code to status.
 */
export type FaultCode =
  | 'invalid' // the request is understood and wrong (400)
  | 'unprocessable' // well-formed, but contradicts itself or the idempotency record (422)
  | 'unauthenticated' // nobody is asking (401)
  | 'forbidden' // somebody is asking who may not (403)
  | 'not_found' // nothing here (404)
  | 'not_acceptable' // none of what we could send is taken (406)
  | 'conflict' // somebody else was first, or the state does not allow it (409)
  | 'gone' // was here, is withdrawn or removed (410)
  | 'stale' // If-Match does not match (412)
  | 'precondition_required' // If-Match is missing (428)
  | 'too_large' // the body is over the limit (413)
  | 'unsupported' // the content type is not one we read (415)
  | 'too_many' // a limit is used up; the answer's headers say which and until when (429)

/** One wrong place in the input: a JSON Pointer (RFC 6901) or the name of a query parameter. */
export type FaultDetail = Readonly<{
  /** JSON Pointer into the body, for example `/translations/pl/title`. */
  pointer?: string
  /** Query parameter or header, for example `country`. */
  parameter?: string
  /** Machine word for the kind of mistake, for example `unknown-value`. */
  code: string
  /** A sentence for people: what is wrong and what to do. */
  detail: string
  /** The nearest accepted value, where there is one. */
  suggestion?: string
}>

/** An expected failure. `message` is a sentence shown to people as it is. */
export class Fault extends Error {
  readonly code: FaultCode
  readonly details: readonly FaultDetail[]

  constructor(code: FaultCode, message: string, details: readonly FaultDetail[] = []) {
    super(message)
    this.name = 'Fault'
    this.code = code
    this.details = details
  }
}

/** A fault about one field of a body. */
export const invalidField = (pointer: string, code: string, detail: string, suggestion?: string) =>
  new Fault('invalid', detail, [{ pointer, code, detail, ...(suggestion && { suggestion }) }])

/** A fault about one query parameter. */
export const invalidParameter = (
  parameter: string,
  code: string,
  detail: string,
  suggestion?: string
) => new Fault('invalid', detail, [{ parameter, code, detail, ...(suggestion && { suggestion }) }])

/** “Did you mean”: the sentence for a value that no list of ours holds. */
export const unknownSentence = (raw: string, name: string, near?: string): string =>
  `“${raw.slice(0, 40)}” is not a ${name} we know${near ? `; did you mean “${near}”?` : '.'}`
