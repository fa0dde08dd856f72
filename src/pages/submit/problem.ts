/** What is wrong with one field of the form, in a sentence that says what to do. */
export type Problem = Readonly<{
  /** Name of the field, which may be one that nobody sees. */
  field: string
  code: string
  detail: string
  /** A value that would do; the page offers to put it in. */
  suggestion?: string
}>

const hidden: readonly string[] = ['kept', 'form', 'proof', 'homepage']

/** Is it a field people see, which a problem can lead to? */
export const isShown = (field: string): boolean => !hidden.includes(field)
