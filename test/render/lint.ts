import { lint as lintBytes } from '../../src/render/lint/lint.ts'

/** What our lint says of a text: a line for each finding, empty when right. */
export const lint = (file: string): string[] => [
  // Bytes cannot tell any more.
  ...(file.isWellFormed() ? [] : ['a surrogate stands alone']),
  ...lintBytes(new TextEncoder().encode(file)).findings.map(
    ({ rule, line, detail }) => `${line}: ${rule}: ${detail}`
  ),
]
