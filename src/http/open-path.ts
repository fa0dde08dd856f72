/** A path as logs and ledgers may have it: without the tokens of links, which are keys. */
export const openPath = (path: string): string =>
  path
    .replace(/^(\/s\/[^/]+)\/[^/]+/, '$1/…')
    .replace(/^(\/submit\/confirm\/[^/]+)\/.*/, '$1/…')
    .replace(/^(\/sign-in\/link)\/.*/, '$1/…')
