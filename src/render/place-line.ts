/** Parts of an address in one line, by commas; what an earlier part already names is not repeated. */
export const placeLine = (parts: readonly (string | undefined)[]): string =>
  parts
    .filter((part) => part !== undefined)
    .reduce((line, part) => (names(line, part) ? line : line ? `${line}, ${part}` : part), '')

const names = (line: string, part: string): boolean =>
  ` ${line.replaceAll(',', ' ')} `.includes(` ${part} `)
