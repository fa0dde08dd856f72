/** What a cleaner answers: the clean value and the names of the rules that changed something, or a refusal. */
export type Cleaned<T> =
  | Readonly<{ ok: true; value: T; rules: readonly string[] }>
  | Readonly<{ ok: false; code: string; detail: string }>

export declare const cleanTitle: (raw: string) => Cleaned<string>
export declare const cleanLine: (raw: string, limit: number) => Cleaned<string>
export declare const cleanDescription: (raw: string) => Cleaned<Readonly<{ html: string; plain: string }>>
export declare const cleanUrl: (raw: string) => Cleaned<string>
export declare const plainOf: (html: string) => string
export declare const teaserOf: (plain: string) => string
