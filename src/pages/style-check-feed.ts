/** The page on which a feed is checked: sections of lists and tables, a verdict above them. */
export const checkFeedStyle = `.check-up>.done,.check-up>.notice{margin-block:1rem 1.25rem}
.check-up>section{margin-block-start:2.25rem}
.check-up .work{margin-block:.75rem .6rem}
.check-up p a:not(.button){display:inline-block;min-block-size:1.5rem;overflow-wrap:anywhere}
`
